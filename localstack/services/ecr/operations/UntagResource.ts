import type { UntagResourceCommandInput, UntagResourceCommandOutput } from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { requireRepositoryByArn } from '../repository.ts'

export const UntagResource: Operation<UntagResourceCommandInput, UntagResourceCommandOutput> = (
  { resourceArn, tagKeys },
  call,
) => {
  const { resourceTags } = requireRepositoryByArn(call, resourceArn)
  for (const key of tagKeys) resourceTags.delete(key)
  return {}
}
