import type {
  AttachUserPolicyCommandInput,
  AttachUserPolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { requireAttachablePolicy } from '../policy.ts'
import { checkAttachments } from '../quotas.ts'
import { requireUser } from '../user.ts'
import type { Operation } from '../../service.ts'

export const AttachUserPolicy: Operation<
  AttachUserPolicyCommandInput,
  AttachUserPolicyCommandOutput
> = ({ UserName, PolicyArn }, call) => {
  const { attachedPolicies } = requireUser(call, UserName)
  requireAttachablePolicy(call, PolicyArn)
  checkAttachments('User', new Set(attachedPolicies).add(PolicyArn).size)
  attachedPolicies.add(PolicyArn)
  return {}
}
