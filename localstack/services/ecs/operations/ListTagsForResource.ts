import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
} from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { requireTaggable, tagsOf } from '../tags.ts'

export const ListTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput
> = readOnly(({ resourceArn }, call) => {
  requireTaggable(call, resourceArn)
  return { tags: tagsOf(call, resourceArn) }
})
