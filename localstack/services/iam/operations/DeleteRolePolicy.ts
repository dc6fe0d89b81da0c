import type {
  DeleteRolePolicyCommandInput,
  DeleteRolePolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { inlinePolicy } from '../identity.ts'
import { modifiableRole } from '../role.ts'
import type { Operation } from '../../service.ts'

export const DeleteRolePolicy: Operation<
  DeleteRolePolicyCommandInput,
  DeleteRolePolicyCommandOutput
> = ({ RoleName, PolicyName }, call) => {
  const role = modifiableRole(call, RoleName)
  inlinePolicy('role', role, PolicyName)
  role.inlinePolicies.delete(PolicyName)
  return {}
}
