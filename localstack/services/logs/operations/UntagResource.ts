import type {
  UntagResourceCommandInput,
  UntagResourceCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { removeTags, taggedGroup } from '../tags.ts'

export const UntagResource: Operation<UntagResourceCommandInput, UntagResourceCommandOutput> = (
  { resourceArn, tagKeys },
  call,
) => {
  removeTags(taggedGroup(call, resourceArn), tagKeys)
  return {}
}
