import type { TagResourceCommandInput, TagResourceCommandOutput } from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { addTags, checkEcsTags, requireTaggable, tagsOf } from '../tags.ts'

export const TagResource: Operation<TagResourceCommandInput, TagResourceCommandOutput> = (
  { resourceArn, tags },
  call,
) => {
  requireTaggable(call, resourceArn)
  checkEcsTags(tags, tagsOf(call, resourceArn))
  addTags(call, resourceArn, tags)
  return {}
}
