import type { UntagRoleCommandInput, UntagRoleCommandOutput } from '@aws-sdk/client-iam'
import { requireModifiableRole } from '../role.ts'
import { withoutIamTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const UntagRole: Operation<UntagRoleCommandInput, UntagRoleCommandOutput> = (
  input,
  call,
) => {
  const tagged = requireModifiableRole(call, input.RoleName)
  tagged.Tags = withoutIamTags(tagged.Tags, input.TagKeys)
  return {}
}
