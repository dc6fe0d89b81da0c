import type { Group } from '@aws-sdk/client-iam'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { GroupRecord } from './records.ts'
import { iamGroupsOf } from './state.ts'

/** The group an operation names, or NoSuchEntity. */
export function requireGroup(scope: Scope, name: string): GroupRecord {
  const group = iamGroupsOf(scope).get(name)
  if (!group)
    throw awsError('NoSuchEntityException', `The group with name ${name} cannot be found.`)
  return group
}

/** The groups that a user is in. */
export const groupsOfUser = (scope: Scope, userName: string): GroupRecord[] =>
  [...iamGroupsOf(scope).values()].filter(({ members }) => members.has(userName))

/** A group as GetGroup and ListGroups show it. */
export const groupToApi = ({ Path, GroupName, GroupId, Arn, CreateDate }: GroupRecord): Group => ({
  Path,
  GroupName,
  GroupId,
  Arn,
  CreateDate,
})
