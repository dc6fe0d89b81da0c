import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { requireRepositoryByArn } from '../repository.ts'

export const ListTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput
> = readOnly(({ resourceArn }, call) => {
  const { resourceTags } = requireRepositoryByArn(call, resourceArn)
  return { tags: [...resourceTags].map(([Key, Value]) => ({ Key, Value })) }
})
