import type { UntagUserCommandInput, UntagUserCommandOutput } from '@aws-sdk/client-iam'
import { requireUser } from '../user.ts'
import { withoutIamTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const UntagUser: Operation<UntagUserCommandInput, UntagUserCommandOutput> = (
  input,
  call,
) => {
  const tagged = requireUser(call, input.UserName)
  tagged.Tags = withoutIamTags(tagged.Tags, input.TagKeys)
  return {}
}
