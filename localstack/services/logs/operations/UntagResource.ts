import type {
  UntagResourceCommandInput,
  UntagResourceCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { removeLogGroupTags, requireTaggedLogGroup } from '../tags.ts'

export const UntagResource: Operation<UntagResourceCommandInput, UntagResourceCommandOutput> = (
  { resourceArn, tagKeys },
  call,
) => {
  removeLogGroupTags(requireTaggedLogGroup(call, resourceArn), tagKeys)
  return {}
}
