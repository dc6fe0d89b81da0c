import type { UntagPolicyCommandInput, UntagPolicyCommandOutput } from '@aws-sdk/client-iam'
import { customerPolicyAt } from '../policy.ts'
import { withoutTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const UntagPolicy: Operation<UntagPolicyCommandInput, UntagPolicyCommandOutput> = (
  input,
  call,
) => {
  const tagged = customerPolicyAt(call, input.PolicyArn)
  tagged.Tags = withoutTags(tagged.Tags, input.TagKeys)
  return {}
}
