import type { Group as AwsGroup } from '@aws-sdk/client-iam'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/store.ts'

/** Users who get policies together; groups have neither tags nor a boundary. */
export interface Group {
  GroupName: string
  GroupId: string
  Arn: string
  Path: string
  CreateDate: Date
  /** Inline policies, as written, by name. */
  inlinePolicies: Map<string, string>
  /** ARNs of the managed policies attached. */
  attachedPolicies: Set<string>
  /** Names of the users in it. */
  members: Set<string>
}

const groupState = defineState({
  name: 'iam.groups',
  per: 'account',
  initial: () => new Map<string, Group>(),
})

/** An account's groups by name. */
export const groupsOf = (scope: Scope): Map<string, Group> => scope.state(groupState)

/** The group an operation names, or AWS's NoSuchEntity. */
export function groupNamed(scope: Scope, name: string): Group {
  const group = groupsOf(scope).get(name)
  if (!group)
    throw awsError('NoSuchEntityException', `The group with name ${name} cannot be found.`)
  return group
}

/** The groups that a user is in. */
export const groupsOfUser = (scope: Scope, userName: string): Group[] =>
  [...groupsOf(scope).values()].filter(({ members }) => members.has(userName))

/** A group as GetGroup and ListGroups show it. */
export const describeGroup = ({ Path, GroupName, GroupId, Arn, CreateDate }: Group): AwsGroup => ({
  Path,
  GroupName,
  GroupId,
  Arn,
  CreateDate,
})
