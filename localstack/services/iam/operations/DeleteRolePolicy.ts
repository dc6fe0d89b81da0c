import type {
  DeleteRolePolicyCommandInput,
  DeleteRolePolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { requireInlinePolicy } from '../identity.ts'
import { requireModifiableRole } from '../role.ts'
import type { Operation } from '../../service.ts'

export const DeleteRolePolicy: Operation<
  DeleteRolePolicyCommandInput,
  DeleteRolePolicyCommandOutput
> = ({ RoleName, PolicyName }, call) => {
  const role = requireModifiableRole(call, RoleName)
  requireInlinePolicy('role', role, PolicyName)
  role.inlinePolicies.delete(PolicyName)
  return {}
}
