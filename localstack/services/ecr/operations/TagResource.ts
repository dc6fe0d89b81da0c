import type { TagResourceCommandInput, TagResourceCommandOutput } from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { requireRepositoryByArn } from '../repository.ts'
import { addResourceTags } from '../resource-tags.ts'

export const TagResource: Operation<TagResourceCommandInput, TagResourceCommandOutput> = (
  { resourceArn, tags },
  call,
) => {
  addResourceTags(requireRepositoryByArn(call, resourceArn).resourceTags, tags)
  return {}
}
