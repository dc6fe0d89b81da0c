import type { UntagPolicyCommandInput, UntagPolicyCommandOutput } from '@aws-sdk/client-iam'
import { requireCustomerPolicy } from '../policy.ts'
import { withoutIamTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const UntagPolicy: Operation<UntagPolicyCommandInput, UntagPolicyCommandOutput> = (
  input,
  call,
) => {
  const tagged = requireCustomerPolicy(call, input.PolicyArn)
  tagged.Tags = withoutIamTags(tagged.Tags, input.TagKeys)
  return {}
}
