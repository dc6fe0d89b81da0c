import type {
  CreateLogGroupCommandInput,
  CreateLogGroupCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { createLogGroup } from '../group.ts'

export const CreateLogGroup: Operation<CreateLogGroupCommandInput, CreateLogGroupCommandOutput> = (
  { tags, ...group },
  call,
) => {
  createLogGroup(call, group, tags)
  return {}
}
