import type {
  UntagInstanceProfileCommandInput,
  UntagInstanceProfileCommandOutput,
} from '@aws-sdk/client-iam'
import { requireInstanceProfile } from '../instance-profile.ts'
import { withoutIamTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const UntagInstanceProfile: Operation<
  UntagInstanceProfileCommandInput,
  UntagInstanceProfileCommandOutput
> = (input, call) => {
  const tagged = requireInstanceProfile(call, input.InstanceProfileName)
  tagged.Tags = withoutIamTags(tagged.Tags, input.TagKeys)
  return {}
}
