import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { unknownId } from './id.ts'
import { networkOf } from './state.ts'
import type { SecurityGroupRecord } from './records.ts'
export const findSecurityGroup = (scope: Scope, id: string): SecurityGroupRecord | undefined =>
  networkOf(scope).securityGroups.get(id)
export const groupNotFound = unknownId({
  prefix: 'sg',
  malformed: 'InvalidGroupId.Malformed',
  notFound: (id) => awsError('InvalidGroup.NotFound', `The security group '${id}' does not exist`),
})

/** The group an operation names by its id, or EC2's error. */
export function requireSecurityGroup(scope: Scope, id: string): SecurityGroupRecord {
  const group = findSecurityGroup(scope, id)
  if (!group) throw groupNotFound(id)
  return group
}
