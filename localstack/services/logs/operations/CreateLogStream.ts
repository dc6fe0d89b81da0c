import type {
  CreateLogStreamCommandInput,
  CreateLogStreamCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { createLogStream } from '../stream.ts'

export const CreateLogStream: Operation<
  CreateLogStreamCommandInput,
  CreateLogStreamCommandOutput
> = ({ logGroupName, logStreamName }, call) => {
  createLogStream(call, logGroupName, logStreamName)
  return {}
}
