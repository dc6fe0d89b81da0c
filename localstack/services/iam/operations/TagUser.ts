import type { TagUserCommandInput, TagUserCommandOutput } from '@aws-sdk/client-iam'
import { userNamed } from '../user.ts'
import { withTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const TagUser: Operation<TagUserCommandInput, TagUserCommandOutput> = (input, call) => {
  const tagged = userNamed(call, input.UserName)
  tagged.Tags = withTags(tagged.Tags, input.Tags)
  return {}
}
