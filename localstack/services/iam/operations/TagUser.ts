import type { TagUserCommandInput, TagUserCommandOutput } from '@aws-sdk/client-iam'
import { requireUser } from '../user.ts'
import { withIamTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const TagUser: Operation<TagUserCommandInput, TagUserCommandOutput> = (input, call) => {
  const tagged = requireUser(call, input.UserName)
  tagged.Tags = withIamTags(tagged.Tags, input.Tags)
  return {}
}
