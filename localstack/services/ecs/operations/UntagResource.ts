import type { UntagResourceCommandInput, UntagResourceCommandOutput } from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { removeTags, requireTaggable } from '../tags.ts'

export const UntagResource: Operation<UntagResourceCommandInput, UntagResourceCommandOutput> = (
  { resourceArn, tagKeys },
  call,
) => {
  requireTaggable(call, resourceArn)
  removeTags(call, resourceArn, tagKeys)
  return {}
}
