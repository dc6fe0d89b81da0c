import type {
  TagInstanceProfileCommandInput,
  TagInstanceProfileCommandOutput,
} from '@aws-sdk/client-iam'
import { requireInstanceProfile } from '../instance-profile.ts'
import { withIamTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const TagInstanceProfile: Operation<
  TagInstanceProfileCommandInput,
  TagInstanceProfileCommandOutput
> = (input, call) => {
  const tagged = requireInstanceProfile(call, input.InstanceProfileName)
  tagged.Tags = withIamTags(tagged.Tags, input.Tags)
  return {}
}
