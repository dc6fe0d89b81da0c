import type {
  DeleteUserPolicyCommandInput,
  DeleteUserPolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { requireInlinePolicy } from '../identity.ts'
import { requireUser } from '../user.ts'
import type { Operation } from '../../service.ts'

export const DeleteUserPolicy: Operation<
  DeleteUserPolicyCommandInput,
  DeleteUserPolicyCommandOutput
> = ({ UserName, PolicyName }, call) => {
  const user = requireUser(call, UserName)
  requireInlinePolicy('user', user, PolicyName)
  user.inlinePolicies.delete(PolicyName)
  return {}
}
