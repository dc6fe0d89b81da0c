import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2'
import {
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { defaultNetwork } from '../../../support/balancer.ts'
import { openTarget, type Target, unique } from '../../../support/target.ts'

const http = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80 }
const world = [{ CidrIp: '0.0.0.0/0' }]

async function open(target: Target) {
  const ec2 = new EC2Client(target.config)
  const { vpcId, subnetIds } = await defaultNetwork(target)
  const create = async (name = unique('group')) =>
    (
      await ec2.send(
        new CreateSecurityGroupCommand({ GroupName: name, Description: 'test', VpcId: vpcId }),
      )
    ).GroupId!
  return {
    ec2,
    vpcId,
    subnetIds,
    create,
  }
}

test('rules are added, described, refused twice and taken away', async () => {
  await using target = await openTarget()
  const { ec2, create } = await open(target)
  const GroupId = await create()
  const allow = { GroupId, IpPermissions: [{ ...http, IpRanges: world }] }
  const { SecurityGroupRules } = await ec2.send(new AuthorizeSecurityGroupIngressCommand(allow))
  assert.match(SecurityGroupRules![0]!.SecurityGroupRuleId!, /^sgr-0[0-9a-f]{16}$/)
  await assert.rejects(ec2.send(new AuthorizeSecurityGroupIngressCommand(allow)), {
    name: 'InvalidPermission.Duplicate',
    message:
      'the specified rule "peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW" already exists',
  })
  const { SecurityGroups } = await ec2.send(
    new DescribeSecurityGroupsCommand({
      Filters: [
        { Name: 'ip-permission.from-port', Values: ['80'] },
        { Name: 'group-id', Values: [GroupId] },
      ],
    }),
  )
  assert.deepEqual(SecurityGroups![0]!.IpPermissions![0]!.IpRanges, world)
  const { SecurityGroupRules: all } = await ec2.send(
    new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [GroupId] }] }),
  )
  assert.deepEqual(
    all!.map(({ IsEgress, CidrIpv4 }) => [IsEgress, CidrIpv4]),
    [
      [true, '0.0.0.0/0'],
      [false, '0.0.0.0/0'],
    ],
  )
  await ec2.send(new RevokeSecurityGroupIngressCommand(allow))
  await assert.rejects(ec2.send(new RevokeSecurityGroupIngressCommand(allow)), {
    name: 'InvalidPermission.NotFound',
    message: 'The specified rule does not exist in this security group.',
  })
  await ec2.send(
    new RevokeSecurityGroupEgressCommand({
      GroupId,
      SecurityGroupRuleIds: [all![0]!.SecurityGroupRuleId!],
    }),
  )
  await assert.rejects(
    ec2.send(new AuthorizeSecurityGroupIngressCommand({ ...allow, DryRun: true })),
    {
      name: 'DryRunOperation',
      message: 'Request would have succeeded, but DryRun flag is set.',
    },
  )
})

test('an outbound rule is added next to the one that allows everything', async () => {
  await using target = await openTarget()
  const { ec2, create } = await open(target)
  const GroupId = await create()
  const allow = (DryRun = false) =>
    ec2.send(
      new AuthorizeSecurityGroupEgressCommand({
        GroupId,
        IpPermissions: [{ ...http, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
        DryRun,
      }),
    )
  const { SecurityGroupRules } = await allow()
  assert.deepEqual(
    SecurityGroupRules!.map(({ IsEgress, CidrIpv4, FromPort }) => [IsEgress, CidrIpv4, FromPort]),
    [[true, '10.0.0.0/8', 80]],
  )
  const { SecurityGroups } = await ec2.send(
    new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }),
  )
  assert.deepEqual(SecurityGroups![0]!.IpPermissions, [])
  assert.deepEqual(
    SecurityGroups![0]!.IpPermissionsEgress!.map(({ IpProtocol }) => IpProtocol).toSorted(),
    ['-1', 'tcp'],
  )
  await assert.rejects(allow(), {
    name: 'InvalidPermission.Duplicate',
    message:
      'the specified rule "peer: 10.0.0.0/8, TCP, from port: 80, to port: 80, ALLOW" already exists',
  })
})

test('names are unique in a VPC and some are reserved', async () => {
  await using target = await openTarget()
  const { create, vpcId } = await open(target)
  const name = unique('group')
  await create(name)
  await assert.rejects(create(name), {
    name: 'InvalidGroup.Duplicate',
    message: `The security group '${name}' already exists for VPC '${vpcId}'`,
  })
  await assert.rejects(create('default'), {
    name: 'InvalidParameterValue',
    message: 'Cannot use reserved security group name: default',
  })
})

test('what is not there or not a rule is refused', async () => {
  await using target = await openTarget()
  const { ec2, create } = await open(target)
  const missing = 'sg-0123456789abcdef0'
  await assert.rejects(ec2.send(new DeleteSecurityGroupCommand({ GroupId: missing })), {
    name: 'InvalidGroup.NotFound',
    message: `The security group '${missing}' does not exist`,
  })
  await assert.rejects(ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: ['web'] })), {
    name: 'InvalidGroupId.Malformed',
    message: 'Invalid id: "web" (expecting "sg-...")',
  })
  await assert.rejects(
    ec2.send(new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'colour', Values: ['red'] }] })),
    { name: 'InvalidParameterValue', message: "The filter 'colour' is invalid" },
  )
  const GroupId = await create()
  const allow = (permission: object) =>
    ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [{ ...http, ...permission }],
      }),
    )
  await assert.rejects(allow({ IpRanges: [{ CidrIp: '10.0.0.0/33' }] }), {
    name: 'InvalidParameterValue',
    message: 'CIDR block 10.0.0.0/33 is malformed',
  })
  await assert.rejects(allow({ UserIdGroupPairs: [{ GroupId: missing }] }), {
    name: 'InvalidGroup.NotFound',
    message: `The security group '${missing}' does not exist`,
  })
  await assert.rejects(allow({ ToPort: undefined, IpRanges: world }), {
    name: 'InvalidParameterValue',
    message: "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.",
  })
})

test('a group that a load balancer or another group uses stays', async () => {
  await using target = await openTarget()
  const { ec2, create, subnetIds } = await open(target)
  const used = await create()
  const user = await create()
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: user,
      IpPermissions: [{ ...http, UserIdGroupPairs: [{ GroupId: used }] }],
    }),
  )
  const elb = new ElasticLoadBalancingV2Client(target.config)
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({
      Name: unique('web'),
      Subnets: subnetIds,
      SecurityGroups: [user],
    }),
  )
  const remove = (GroupId: string) => ec2.send(new DeleteSecurityGroupCommand({ GroupId }))
  for (const id of [used, user])
    await assert.rejects(remove(id), {
      name: 'DependencyViolation',
      message: `resource ${id} has a dependent object`,
    })
  const { LoadBalancerArn } = LoadBalancers![0]!
  await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))
  await remove(user)
  await remove(used)
})

test('a group takes sixty rules in a direction, counted by peer', async () => {
  await using target = await openTarget()
  const { ec2, create } = await open(target)
  const GroupId = await create()
  const allow = (count: number, from = 0) =>
    ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [
          {
            ...http,
            IpRanges: Array.from({ length: count }, (_, n) => ({
              CidrIp: `10.0.${from + n}.0/24`,
            })),
          },
        ],
      }),
    )
  await allow(60)
  await assert.rejects(allow(1, 60), {
    name: 'RulesPerSecurityGroupLimitExceeded',
    message: 'The maximum number of rules per security group has been reached.',
  })
})
