import type {
  ListEntitiesForPolicyCommandInput,
  ListEntitiesForPolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { attachmentsOf, policyAt } from '../policy.ts'
import type { Operation } from '../../operation.ts'

export const ListEntitiesForPolicy: Operation<
  ListEntitiesForPolicyCommandInput,
  ListEntitiesForPolicyCommandOutput
> = ({ PolicyArn }, call) => {
  const { roles, users } = attachmentsOf(call, policyAt(call, PolicyArn).Arn)
  return {
    PolicyGroups: [],
    PolicyRoles: roles.map(({ RoleName, RoleId }) => ({ RoleName, RoleId })),
    PolicyUsers: users.map(({ UserName, UserId }) => ({ UserName, UserId })),
    IsTruncated: false,
  }
}
