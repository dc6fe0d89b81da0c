import type {
  DeleteLogStreamCommandInput,
  DeleteLogStreamCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { deleteLogStream } from '../stream.ts'

export const DeleteLogStream: Operation<
  DeleteLogStreamCommandInput,
  DeleteLogStreamCommandOutput
> = ({ logGroupName, logStreamName }, call) => {
  deleteLogStream(call, logGroupName, logStreamName)
  return {}
}
