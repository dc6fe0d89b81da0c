import type {
  ListEntitiesForPolicyCommandInput,
  ListEntitiesForPolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { attachmentsOf, requirePolicy } from '../policy.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListEntitiesForPolicy: Operation<
  ListEntitiesForPolicyCommandInput,
  ListEntitiesForPolicyCommandOutput
> = readOnly(({ PolicyArn }, call) => {
  const { roles, users, groups } = attachmentsOf(call, requirePolicy(call, PolicyArn).Arn)
  return {
    PolicyGroups: groups.map(({ GroupName, GroupId }) => ({ GroupName, GroupId })),
    PolicyRoles: roles.map(({ RoleName, RoleId }) => ({ RoleName, RoleId })),
    PolicyUsers: users.map(({ UserName, UserId }) => ({ UserName, UserId })),
    IsTruncated: false,
  }
})
