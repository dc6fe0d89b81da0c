import type { CreateTagsCommandInput, CreateTagsCommandOutput } from '@aws-sdk/client-ec2'
import type { Operation } from '../../operation.ts'
import { setTag, tagsOf } from '../tag.ts'

export const CreateTags: Operation<CreateTagsCommandInput, CreateTagsCommandOutput> = (
  { Resources, Tags },
  call,
) => {
  const targets = Resources.map((id) => tagsOf(call, id))
  for (const tags of targets) for (const tag of Tags) setTag(tags, tag)
  return {}
}
