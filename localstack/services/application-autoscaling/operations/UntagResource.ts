import type {
  UntagResourceCommandInput,
  UntagResourceCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import type { Operation } from '../../service.ts'
import { taggedTarget } from '../tags.ts'

export const UntagResource: Operation<UntagResourceCommandInput, UntagResourceCommandOutput> = (
  { ResourceARN, TagKeys },
  call,
) => {
  const { tags } = taggedTarget(call, ResourceARN)
  for (const key of TagKeys) tags.delete(key)
  return {}
}
