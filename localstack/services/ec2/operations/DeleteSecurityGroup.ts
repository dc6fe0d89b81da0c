import type {
  DeleteSecurityGroupCommandInput,
  DeleteSecurityGroupCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { givenGroup } from '../authorize.ts'
import { networkOf } from '../state.ts'
import type { Network } from '../records.ts'

export const DeleteSecurityGroup: Operation<
  DeleteSecurityGroupCommandInput,
  DeleteSecurityGroupCommandOutput
> = (input, call) => {
  const network = networkOf(call)
  const { GroupId, GroupName } = givenGroup(call, input)
  if (GroupName === 'default')
    throw awsError(
      'CannotDelete',
      `the specified group: "${GroupId}" name: "default" cannot be deleted by a user`,
    )
  if (isUsed(network, GroupId))
    throw awsError('DependencyViolation', `resource ${GroupId} has a dependent object`)
  for (const [id, rule] of network.securityGroupRules)
    if (rule.GroupId === GroupId) network.securityGroupRules.delete(id)
  network.securityGroups.delete(GroupId)
  return { Return: true, GroupId }
}

/** An interface has the group, or another group's rule names it. */
const isUsed = (network: Network, id: string) =>
  network.networkInterfaces
    .values()
    .some(({ Groups }) => Groups.some(({ GroupId }) => GroupId === id)) ||
  network.securityGroupRules
    .values()
    .some(
      ({ GroupId, ReferencedGroupInfo }) => GroupId !== id && ReferencedGroupInfo?.GroupId === id,
    )
