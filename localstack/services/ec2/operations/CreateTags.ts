import type { CreateTagsCommandInput, CreateTagsCommandOutput } from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { requireTagsOf, withEc2Tags } from '../tag.ts'

export const CreateTags: Operation<CreateTagsCommandInput, CreateTagsCommandOutput> = (
  { Resources, Tags },
  call,
) => {
  const targets = [...new Set(Resources)].map((id) => requireTagsOf(call, id))
  const changes = targets.map((tags) => ({ tags, changed: withEc2Tags(tags, Tags) }))
  for (const { tags, changed } of changes) tags.splice(0, tags.length, ...changed)
  return {}
}
