import type { TagRoleCommandInput, TagRoleCommandOutput } from '@aws-sdk/client-iam'
import { requireModifiableRole } from '../role.ts'
import { withIamTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const TagRole: Operation<TagRoleCommandInput, TagRoleCommandOutput> = (input, call) => {
  const tagged = requireModifiableRole(call, input.RoleName)
  tagged.Tags = withIamTags(tagged.Tags, input.Tags)
  return {}
}
