import type { TagPolicyCommandInput, TagPolicyCommandOutput } from '@aws-sdk/client-iam'
import { customerPolicyAt } from '../policy.ts'
import { withTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const TagPolicy: Operation<TagPolicyCommandInput, TagPolicyCommandOutput> = (
  input,
  call,
) => {
  const tagged = customerPolicyAt(call, input.PolicyArn)
  tagged.Tags = withTags(tagged.Tags, input.Tags)
  return {}
}
