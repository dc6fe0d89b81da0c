import type {
  TagLogGroupCommandInput,
  TagLogGroupCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { requireLogGroup } from '../group.ts'
import { addLogGroupTags } from '../tags.ts'

export const TagLogGroup: Operation<TagLogGroupCommandInput, TagLogGroupCommandOutput> = (
  { logGroupName, tags },
  call,
) => {
  addLogGroupTags(requireLogGroup(call, logGroupName), tags)
  return {}
}
