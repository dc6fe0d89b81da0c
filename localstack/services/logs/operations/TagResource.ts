import type {
  TagResourceCommandInput,
  TagResourceCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { addLogGroupTags, requireTaggedLogGroup } from '../tags.ts'

export const TagResource: Operation<TagResourceCommandInput, TagResourceCommandOutput> = (
  { resourceArn, tags },
  call,
) => {
  addLogGroupTags(requireTaggedLogGroup(call, resourceArn), tags)
  return {}
}
