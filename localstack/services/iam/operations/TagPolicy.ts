import type { TagPolicyCommandInput, TagPolicyCommandOutput } from '@aws-sdk/client-iam'
import { requireCustomerPolicy } from '../policy.ts'
import { withIamTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const TagPolicy: Operation<TagPolicyCommandInput, TagPolicyCommandOutput> = (
  input,
  call,
) => {
  const tagged = requireCustomerPolicy(call, input.PolicyArn)
  tagged.Tags = withIamTags(tagged.Tags, input.Tags)
  return {}
}
