import type { Tag } from '@aws-sdk/client-ec2'
import { arn } from '../../../kernel/arn.ts'
import { newResourceId } from '../id.ts'
import type { SecurityGroupRecord, Network, Owner } from '../records.ts'
import { createRule } from './security-group-rule.ts'

/** Makes a group that allows all outbound and no inbound traffic; `default` also allows inbound traffic from its members. */
export function createGroup(
  network: Network,
  owner: Owner,
  group: { name: string; description: string; vpcId: string; tags?: Tag[] | undefined },
): SecurityGroupRecord {
  const id = newResourceId('sg')
  const record: SecurityGroupRecord = {
    GroupId: id,
    GroupName: group.name,
    Description: group.description,
    VpcId: group.vpcId,
    OwnerId: owner.account,
    SecurityGroupArn: arn(owner, 'ec2', `security-group/${id}`),
    Tags: group.tags ?? [],
  }
  network.securityGroups.set(id, record)
  const everything = { IpProtocol: '-1', FromPort: -1, ToPort: -1 }
  createRule(network, owner, { ...everything, GroupId: id, IsEgress: true, CidrIpv4: '0.0.0.0/0' })
  if (group.name === 'default')
    createRule(network, owner, {
      ...everything,
      GroupId: id,
      IsEgress: false,
      ReferencedGroupInfo: { GroupId: id, UserId: owner.account },
    })
  return record
}

/** The group a VPC gives to interfaces that name none. */
export const defaultGroup = (network: Network, vpcId: string): SecurityGroupRecord =>
  network.securityGroups
    .values()
    .find(({ GroupName, VpcId }) => GroupName === 'default' && VpcId === vpcId)!
