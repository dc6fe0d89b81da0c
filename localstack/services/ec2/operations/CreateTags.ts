import type { CreateTagsCommandInput, CreateTagsCommandOutput } from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { tagsOf, withTags } from '../tag.ts'

export const CreateTags: Operation<CreateTagsCommandInput, CreateTagsCommandOutput> = (
  { Resources, Tags },
  call,
) => {
  const targets = [...new Set(Resources)].map((id) => tagsOf(call, id))
  const changes = targets.map((tags) => ({ tags, changed: withTags(tags, Tags) }))
  for (const { tags, changed } of changes) tags.splice(0, tags.length, ...changed)
  return {}
}
