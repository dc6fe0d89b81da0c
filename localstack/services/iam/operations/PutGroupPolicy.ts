import type { PutGroupPolicyCommandInput, PutGroupPolicyCommandOutput } from '@aws-sdk/client-iam'
import { checkIdentityPolicy } from '../policy-rules.ts'
import { checkInlineSize } from '../quotas.ts'
import { requireGroup } from '../group.ts'
import type { Operation } from '../../service.ts'

export const PutGroupPolicy: Operation<PutGroupPolicyCommandInput, PutGroupPolicyCommandOutput> = (
  { GroupName, PolicyName, PolicyDocument },
  call,
) => {
  const { inlinePolicies } = requireGroup(call, GroupName)
  checkIdentityPolicy(PolicyDocument)
  const others = [...inlinePolicies].filter(([name]) => name !== PolicyName)
  checkInlineSize('group', GroupName, [...others.map(([, text]) => text), PolicyDocument])
  inlinePolicies.set(PolicyName, PolicyDocument)
  return {}
}
