import type { SecurityGroup as SecurityGroupRecord, Tag } from '@aws-sdk/client-ec2'
import { arn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { newId } from './id.ts'
import { createRule } from './security-group-rule.ts'
import { type Network, networkOf, type Owner } from './state.ts'

/** A security group; its rules are records of their own, from which IpPermissions is derived. */
export interface SecurityGroup extends SecurityGroupRecord {
  GroupId: string
  GroupName: string
  VpcId: string
  Tags: Tag[]
}

/** Makes a group that lets everything out and nothing in; `default` also lets its own members in. */
export function createGroup(
  network: Network,
  owner: Owner,
  group: { name: string; description: string; vpcId: string; tags?: Tag[] },
): SecurityGroup {
  const id = newId('sg')
  const record: SecurityGroup = {
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

export const findSecurityGroup = (scope: Scope, id: string): SecurityGroup | undefined =>
  networkOf(scope).securityGroups.get(id)

/** The group a VPC gives to interfaces that name none. */
export const defaultGroup = (network: Network, vpcId: string): SecurityGroup =>
  network.securityGroups
    .values()
    .find(({ GroupName, VpcId }) => GroupName === 'default' && VpcId === vpcId)!

export const groupNotFound = (id: string) =>
  awsError('InvalidGroup.NotFound', `The security group '${id}' does not exist`)

/** The group an operation names by its id, or an error in EC2's words. */
export function requireGroup(scope: Scope, id: string): SecurityGroup {
  if (!id.startsWith('sg-'))
    throw awsError('InvalidGroupId.Malformed', `Invalid id: "${id}" (expecting "sg-...")`)
  const group = findSecurityGroup(scope, id)
  if (!group) throw groupNotFound(id)
  return group
}
