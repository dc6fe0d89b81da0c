import type {
  TagLogGroupCommandInput,
  TagLogGroupCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { requireLogGroup } from '../group.ts'
import { addTags } from '../tags.ts'

export const TagLogGroup: Operation<TagLogGroupCommandInput, TagLogGroupCommandOutput> = (
  { logGroupName, tags },
  call,
) => {
  addTags(requireLogGroup(call, logGroupName), tags)
  return {}
}
