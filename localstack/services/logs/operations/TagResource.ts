import type {
  TagResourceCommandInput,
  TagResourceCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { addTags, taggedGroup } from '../tags.ts'

export const TagResource: Operation<TagResourceCommandInput, TagResourceCommandOutput> = (
  { resourceArn, tags },
  call,
) => {
  addTags(taggedGroup(call, resourceArn), tags)
  return {}
}
