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
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  UpdateSecurityGroupRuleDescriptionsIngressCommand,
} from '@aws-sdk/client-ec2'
import { defaultNetwork } from '../../support/balancer.ts'
import { openTarget, type Target, unique } from '../../support/target.ts'
import { assertPlanIsEmpty } from './plan.ts'

/** A group as the provider leaves it: without the rule for all outbound traffic that EC2 adds. */
async function open(target: Target) {
  const ec2 = new EC2Client(target.config)
  const { vpcId: VpcId } = await defaultNetwork(target)
  const created = { GroupName: unique('web'), Description: 'Managed by Terraform', VpcId }
  const { GroupId } = await ec2.send(new CreateSecurityGroupCommand(created))
  const all = { IpProtocol: '-1', FromPort: 0, ToPort: 0 }
  const revoke = (ranges: Partial<IpPermission>) =>
    ec2.send(
      new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: [{ ...all, ...ranges }] }),
    )
  await revoke({ IpRanges: [{ CidrIp: '0.0.0.0/0' }] })
  await assert.rejects(revoke({ Ipv6Ranges: [{ CidrIpv6: '::/0' }] }), {
    name: 'InvalidPermission.NotFound',
  })
  const read = async () =>
    (await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId!] })))
      .SecurityGroups![0]!
  const remove = async () => {
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId }))
    await assert.rejects(read(), { name: 'InvalidGroup.NotFound' })
  }
  return { ec2, GroupId: GroupId!, created, read, remove }
}

test('aws_security_group with its rules inside', async () => {
  await using target = await openTarget()
  const { ec2, GroupId, created, read, remove } = await open(target)
  const http = {
    IpProtocol: 'tcp',
    FromPort: 80,
    ToPort: 80,
    IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'world' }],
    Ipv6Ranges: [{ CidrIpv6: '::/0', Description: 'world' }],
    UserIdGroupPairs: [],
  }
  const self = { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] }
  const IpPermissions = [http, { ...self, FromPort: 0, ToPort: 0 }]
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }))
  assertPlanIsEmpty(
    { ...created, IpPermissions: [http, self], IpPermissionsEgress: [] },
    await read(),
  )

  await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions: [self] }))
  const described = { ...http, IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'HTTP' }] }
  await ec2.send(
    new UpdateSecurityGroupRuleDescriptionsIngressCommand({
      GroupId,
      IpPermissions: [{ ...described, Ipv6Ranges: [] }],
    }),
  )
  assertPlanIsEmpty({ IpPermissions: [described] }, await read())
  await remove()
})

test('aws_vpc_security_group_ingress_rule', async () => {
  await using target = await openTarget()
  const { ec2, GroupId, remove } = await open(target)
  const rule = { IpProtocol: 'tcp', FromPort: 8080, ToPort: 8090 }
  const { SecurityGroupRules } = await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [{ ...rule, IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'inside' }] }],
      TagSpecifications: [
        { ResourceType: 'security-group-rule', Tags: [{ Key: 'Name', Value: 'app' }] },
      ],
    }),
  )
  const id = SecurityGroupRules![0]!.SecurityGroupRuleId!
  const read = async () =>
    (await ec2.send(new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [id] })))
      .SecurityGroupRules![0]
  const Tags = [{ Key: 'Name', Value: 'app' }]
  assertPlanIsEmpty(
    { ...rule, CidrIpv4: '10.0.0.0/8', Description: 'inside', IsEgress: false, Tags },
    await read(),
  )

  const changed = { ...rule, ToPort: 8100, ReferencedGroupId: GroupId }
  await ec2.send(
    new ModifySecurityGroupRulesCommand({
      GroupId,
      SecurityGroupRules: [{ SecurityGroupRuleId: id, SecurityGroupRule: changed }],
    }),
  )
  const { ReferencedGroupId, ...ports } = changed
  assertPlanIsEmpty(
    {
      ...ports,
      CidrIpv4: undefined,
      Description: undefined,
      ReferencedGroupInfo: { GroupId: ReferencedGroupId },
      Tags,
    },
    await read(),
  )
  await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds: [id] }))
  await assert.rejects(read(), { name: 'InvalidSecurityGroupRuleId.NotFound' })
  await remove()
})
