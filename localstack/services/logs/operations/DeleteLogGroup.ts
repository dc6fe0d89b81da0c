import type {
  DeleteLogGroupCommandInput,
  DeleteLogGroupCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { deleteLogGroup } from '../group.ts'

export const DeleteLogGroup: Operation<DeleteLogGroupCommandInput, DeleteLogGroupCommandOutput> = (
  { logGroupName },
  call,
) => {
  deleteLogGroup(call, logGroupName)
  return {}
}
