import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  type IpPermission,
  ModifySecurityGroupRulesCommand,
  type SecurityGroupRuleRequest,
  UpdateSecurityGroupRuleDescriptionsEgressCommand,
} from '@aws-sdk/client-ec2'
import { defaultNetwork } from '../../../support/balancer.ts'
import { openTarget, type Target, unique } from '../../../support/target.ts'

const http = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80 }

async function open(target: Target) {
  const ec2 = new EC2Client(target.config)
  const { vpcId: VpcId } = await defaultNetwork(target)
  const GroupName = unique('group')
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName, Description: 'test', VpcId }),
  )
  const allow = async (...IpPermissions: IpPermission[]) =>
    (await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions })))
      .SecurityGroupRules!
  const remove = () => ec2.send(new DeleteSecurityGroupCommand({ GroupId }))
  return { ec2, VpcId, GroupId: GroupId!, GroupName, allow, remove }
}

const invalidDescription = {
  name: 'InvalidParameterValue',
  message:
    'Invalid rule description. Valid descriptions are strings less than 256 characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
}

test('a description has a set of characters and fewer than 256 of them', async () => {
  await using target = await openTarget()
  const { ec2, GroupId, allow, remove } = await open(target)
  const described = (Description: string) =>
    allow({ ...http, IpRanges: [{ CidrIp: '10.0.0.0/8', Description }] })
  await assert.rejects(described('web’s port'), invalidDescription)
  await assert.rejects(described('x'.repeat(256)), invalidDescription)
  const [rule] = await described('a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*')
  await ec2.send(
    new ModifySecurityGroupRulesCommand({
      GroupId,
      SecurityGroupRules: [
        {
          SecurityGroupRuleId: rule!.SecurityGroupRuleId,
          SecurityGroupRule: { ...http, CidrIpv4: '10.0.0.0/8', Description: 'same' },
        },
      ],
    }),
  )
  const { SecurityGroupRules } = await ec2.send(
    new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [GroupId] }] }),
  )
  const outbound = SecurityGroupRules!.find(({ IsEgress }) => IsEgress)!
  const describe = (Description: string) =>
    ec2.send(
      new UpdateSecurityGroupRuleDescriptionsEgressCommand({
        GroupId,
        SecurityGroupRuleDescriptions: [
          { SecurityGroupRuleId: outbound.SecurityGroupRuleId, Description },
        ],
      }),
    )
  await assert.rejects(describe('ü'), invalidDescription)
  await describe('out')
  const { SecurityGroups } = await ec2.send(
    new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }),
  )
  const [group] = SecurityGroups!
  assert.equal(group!.IpPermissions![0]!.IpRanges![0]!.Description, 'same')
  assert.equal(group!.IpPermissionsEgress![0]!.IpRanges![0]!.Description, 'out')
  await remove()
})

test('a group has a name and a description', async () => {
  await using target = await openTarget()
  const { ec2, VpcId, remove } = await open(target)
  const create = (GroupName: string, Description: string) =>
    ec2.send(new CreateSecurityGroupCommand({ GroupName, Description, VpcId }))
  await assert.rejects(create(unique('group'), ''), {
    name: 'MissingParameter',
    message: 'The request must contain the parameter GroupDescription',
  })
  await assert.rejects(create('', 'test'), {
    name: 'MissingParameter',
    message: 'The request must contain the parameter GroupName',
  })
  await remove()
})

test('rules for IPv4 and IPv6 are counted apart', async () => {
  await using target = await openTarget()
  const { allow, remove } = await open(target)
  const numbers = Array.from({ length: 60 }, (_, n) => n)
  await allow({
    ...http,
    IpRanges: numbers.map((n) => ({ CidrIp: `10.0.${n}.0/24` })),
    Ipv6Ranges: numbers.map((n) => ({ CidrIpv6: `2001:db8:${n}::/48` })),
  })
  await assert.rejects(allow({ ...http, Ipv6Ranges: [{ CidrIpv6: '2001:db8:ffff::/48' }] }), {
    name: 'RulesPerSecurityGroupLimitExceeded',
  })
  await remove()
})

test('sources are addresses, and groups by id or name', async () => {
  await using target = await openTarget()
  const { allow, GroupId, GroupName, remove } = await open(target)
  await assert.rejects(allow({ ...http, Ipv6Ranges: [{ CidrIpv6: '2001:db8::/129' }] }), {
    name: 'InvalidParameterValue',
    message: 'CIDR block 2001:db8::/129 is malformed',
  })
  const [ipv6, peer] = await allow({
    ...http,
    Ipv6Ranges: [{ CidrIpv6: '2001:0DB8:0000::/32' }],
    UserIdGroupPairs: [{ GroupName }],
  })
  assert.equal(ipv6!.CidrIpv6, '2001:db8::/32')
  assert.equal(peer!.ReferencedGroupInfo!.GroupId, GroupId)
  const twice = { ...http, IpRanges: [{ CidrIp: '10.0.0.0/8' }, { CidrIp: '10.1.2.3/8' }] }
  await assert.rejects(allow(twice), {
    name: 'InvalidParameterValue',
    message: 'The same permission must not appear multiple times',
  })
  await assert.rejects(allow({ FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }), {
    name: 'InvalidParameterValue',
    message:
      "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly.",
  })
  await remove()
})

test('a changed rule has a protocol, both ports and one source', async () => {
  await using target = await openTarget()
  const { ec2, GroupId, allow, remove } = await open(target)
  const [rule] = await allow({ ...http, IpRanges: [{ CidrIp: '10.0.0.0/8' }] })
  const change = (SecurityGroupRule: SecurityGroupRuleRequest) =>
    ec2.send(
      new ModifySecurityGroupRulesCommand({
        GroupId,
        SecurityGroupRules: [{ SecurityGroupRuleId: rule!.SecurityGroupRuleId, SecurityGroupRule }],
      }),
    )
  const CidrIpv4 = '10.0.0.0/8'
  await assert.rejects(change({ FromPort: 1, ToPort: 2, CidrIpv4 }), {
    message:
      "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly.",
  })
  await assert.rejects(change({ IpProtocol: 'udp', ToPort: 2, CidrIpv4 }), {
    name: 'InvalidParameterValue',
    message: 'Invalid value for portRange. Must specify both from and to ports with TCP/UDP.',
  })
  await assert.rejects(change(http), {
    name: 'MissingParameter',
    message:
      'The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId',
  })
  await assert.rejects(change({ ...http, CidrIpv4, CidrIpv6: '::/0' }), {
    name: 'InvalidParameterCombination',
    message: 'Only one of cidrIp, cidrIpv6, prefixListId, or referencedGroupId can be specified',
  })
  await remove()
})

test('rules are not looked for in a group whose id is none', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const describe = (id: string) =>
    ec2.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [id] }] }),
    )
  await assert.rejects(describe('foobar'), {
    name: 'InvalidGroupId.Malformed',
    message: "The security group ID 'foobar' is malformed",
  })
  assert.deepEqual((await describe('sg-0123456789abcdef0')).SecurityGroupRules, [])
})
