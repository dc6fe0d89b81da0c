import type { PutUserPolicyCommandInput, PutUserPolicyCommandOutput } from '@aws-sdk/client-iam'
import { checkIdentityPolicy } from '../policy-rules.ts'
import { checkInlineSize } from '../quotas.ts'
import { requireUser } from '../user.ts'
import type { Operation } from '../../service.ts'

export const PutUserPolicy: Operation<PutUserPolicyCommandInput, PutUserPolicyCommandOutput> = (
  { UserName, PolicyName, PolicyDocument },
  call,
) => {
  const { inlinePolicies } = requireUser(call, UserName)
  checkIdentityPolicy(PolicyDocument)
  const others = [...inlinePolicies].filter(([name]) => name !== PolicyName)
  checkInlineSize('user', UserName, [...others.map(([, text]) => text), PolicyDocument])
  inlinePolicies.set(PolicyName, PolicyDocument)
  return {}
}
