import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { findRepositoryByArn } from '../repository.ts'

export const ListTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput
> = readOnly(({ resourceArn }, call) => {
  const { resourceTags } = findRepositoryByArn(call, resourceArn)
  return { tags: [...resourceTags].map(([Key, Value]) => ({ Key, Value })) }
})
