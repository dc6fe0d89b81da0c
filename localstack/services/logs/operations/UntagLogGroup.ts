import type {
  UntagLogGroupCommandInput,
  UntagLogGroupCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { requireLogGroup } from '../group.ts'
import { removeLogGroupTags } from '../tags.ts'

export const UntagLogGroup: Operation<UntagLogGroupCommandInput, UntagLogGroupCommandOutput> = (
  { logGroupName, tags },
  call,
) => {
  removeLogGroupTags(requireLogGroup(call, logGroupName), tags)
  return {}
}
