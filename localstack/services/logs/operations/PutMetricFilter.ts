import type {
  PutMetricFilterCommandInput,
  PutMetricFilterCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { putMetricFilter } from '../metric-filter.ts'

export const PutMetricFilter: Operation<
  PutMetricFilterCommandInput,
  PutMetricFilterCommandOutput
> = (input, call) => {
  putMetricFilter(call, input)
  return {}
}
