import type {
  DeleteUserPolicyCommandInput,
  DeleteUserPolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { inlinePolicy } from '../identity.ts'
import { userNamed } from '../user.ts'
import type { Operation } from '../../service.ts'

export const DeleteUserPolicy: Operation<
  DeleteUserPolicyCommandInput,
  DeleteUserPolicyCommandOutput
> = ({ UserName, PolicyName }, call) => {
  const user = userNamed(call, UserName)
  inlinePolicy('user', user, PolicyName)
  user.inlinePolicies.delete(PolicyName)
  return {}
}
