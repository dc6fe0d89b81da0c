import type { Group } from '@aws-sdk/client-iam'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { GroupRecord } from './records.ts'
import { groupsOf } from './state.ts'

/** The group an operation names, or AWS's NoSuchEntity. */
export function groupNamed(scope: Scope, name: string): GroupRecord {
  const group = groupsOf(scope).get(name)
  if (!group)
    throw awsError('NoSuchEntityException', `The group with name ${name} cannot be found.`)
  return group
}

/** The groups that a user is in. */
export const groupsOfUser = (scope: Scope, userName: string): GroupRecord[] =>
  [...groupsOf(scope).values()].filter(({ members }) => members.has(userName))

/** A group as GetGroup and ListGroups show it. */
export const describeGroup = ({
  Path,
  GroupName,
  GroupId,
  Arn,
  CreateDate,
}: GroupRecord): Group => ({
  Path,
  GroupName,
  GroupId,
  Arn,
  CreateDate,
})
