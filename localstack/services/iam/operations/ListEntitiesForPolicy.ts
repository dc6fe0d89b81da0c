import type {
  ListEntitiesForPolicyCommandInput,
  ListEntitiesForPolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { iamPage } from '../list.ts'
import { requirePolicy } from '../policy.ts'
import { holdersOf, isAttachedTo, isBoundaryOf } from '../policy-uses.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListEntitiesForPolicy: Operation<
  ListEntitiesForPolicyCommandInput,
  ListEntitiesForPolicyCommandOutput
> = readOnly((input, call) => {
  const { EntityFilter, PathPrefix = '/', PolicyUsageFilter } = input
  const { Arn } = requirePolicy(call, input.PolicyArn)
  const ways = [
    ...(PolicyUsageFilter === 'PermissionsBoundary' ? [] : [isAttachedTo(Arn)]),
    ...(PolicyUsageFilter === 'PermissionsPolicy' ? [] : [isBoundaryOf(Arn)]),
  ]
  const { groups, roles, users } = holdersOf(call, (holder) => ways.some((uses) => uses(holder)))
  const entities = [
    ...groups.map(({ Path, GroupName, GroupId }) => ({ Path, Group: { GroupName, GroupId } })),
    ...roles.map(({ Path, RoleName, RoleId }) => ({ Path, Role: { RoleName, RoleId } })),
    ...users.map(({ Path, UserName, UserId }) => ({ Path, User: { UserName, UserId } })),
  ].filter((it) => it.Path.startsWith(PathPrefix) && (!EntityFilter || EntityFilter in it))
  const { items, paging } = iamPage(entities, input)
  return {
    PolicyGroups: items.flatMap((it) => ('Group' in it ? it.Group : [])),
    PolicyRoles: items.flatMap((it) => ('Role' in it ? it.Role : [])),
    PolicyUsers: items.flatMap((it) => ('User' in it ? it.User : [])),
    ...paging,
  }
})
