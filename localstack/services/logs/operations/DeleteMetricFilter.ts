import type {
  DeleteMetricFilterCommandInput,
  DeleteMetricFilterCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { deleteMetricFilter } from '../metric-filter.ts'

export const DeleteMetricFilter: Operation<
  DeleteMetricFilterCommandInput,
  DeleteMetricFilterCommandOutput
> = ({ logGroupName, filterName }, call) => {
  deleteMetricFilter(call, logGroupName, filterName)
  return {}
}
