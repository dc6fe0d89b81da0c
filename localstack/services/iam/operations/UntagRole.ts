import type { UntagRoleCommandInput, UntagRoleCommandOutput } from '@aws-sdk/client-iam'
import { modifiableRole } from '../role.ts'
import { withoutTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const UntagRole: Operation<UntagRoleCommandInput, UntagRoleCommandOutput> = (
  input,
  call,
) => {
  const tagged = modifiableRole(call, input.RoleName)
  tagged.Tags = withoutTags(tagged.Tags, input.TagKeys)
  return {}
}
