import type { TagRoleCommandInput, TagRoleCommandOutput } from '@aws-sdk/client-iam'
import { modifiableRole } from '../role.ts'
import { withTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const TagRole: Operation<TagRoleCommandInput, TagRoleCommandOutput> = (input, call) => {
  const tagged = modifiableRole(call, input.RoleName)
  tagged.Tags = withTags(tagged.Tags, input.Tags)
  return {}
}
