import type { Scope } from '../../kernel/scope.ts'
import type { PolicyHolder } from './records.ts'
import { iamGroupsOf, iamState } from './state.ts'

/** The identities of an account that have a managed policy, by kind. */
export function holdersOf(scope: Scope, has: (holder: PolicyHolder) => boolean) {
  const { roles, users } = scope.state(iamState)
  return {
    groups: [...iamGroupsOf(scope).values()].filter(has),
    roles: [...roles.values()].filter(has),
    users: [...users.values()].filter(has),
  }
}

/** Tells the identities that a managed policy is attached to. */
export const isAttachedTo =
  (arn: string) =>
  ({ attachedPolicies }: PolicyHolder): boolean =>
    attachedPolicies.has(arn)

/** Tells the identities that a managed policy is the permissions boundary of. */
export const isBoundaryOf =
  (arn: string) =>
  ({ PermissionsBoundary }: PolicyHolder): boolean =>
    PermissionsBoundary?.PermissionsBoundaryArn === arn

/** How often each managed policy is used in an account, as its API shows it. */
export type Uses = (arn: string) => {
  AttachmentCount: number
  PermissionsBoundaryUsageCount: number
}

/** Counts the uses of all managed policies at once. */
export function countUses(scope: Scope): Uses {
  const attached = new Map<string, number>()
  const bounding = new Map<string, number>()
  const count = (counts: Map<string, number>, arn: string) =>
    counts.set(arn, (counts.get(arn) ?? 0) + 1)
  const { groups, roles, users } = holdersOf(scope, () => true)
  for (const holder of [...groups, ...roles, ...users] as PolicyHolder[]) {
    for (const arn of holder.attachedPolicies) count(attached, arn)
    if (holder.PermissionsBoundary)
      count(bounding, holder.PermissionsBoundary.PermissionsBoundaryArn)
  }
  return (arn) => ({
    AttachmentCount: attached.get(arn) ?? 0,
    PermissionsBoundaryUsageCount: bounding.get(arn) ?? 0,
  })
}
