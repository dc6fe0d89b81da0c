import type { UntagUserCommandInput, UntagUserCommandOutput } from '@aws-sdk/client-iam'
import { userNamed } from '../user.ts'
import { withoutTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const UntagUser: Operation<UntagUserCommandInput, UntagUserCommandOutput> = (
  input,
  call,
) => {
  const tagged = userNamed(call, input.UserName)
  tagged.Tags = withoutTags(tagged.Tags, input.TagKeys)
  return {}
}
