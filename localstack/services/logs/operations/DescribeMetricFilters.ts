import type {
  DescribeMetricFiltersCommandInput,
  DescribeMetricFiltersCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import { paginateByKey } from '../../../kernel/paginate.ts'
import { type Operation, readOnly } from '../../service.ts'
import { invalidLogsParameter, logsPaging } from '../errors.ts'
import { requireLogGroup } from '../group.ts'
import { metricFiltersOf } from '../state.ts'

export const DescribeMetricFilters: Operation<
  DescribeMetricFiltersCommandInput,
  DescribeMetricFiltersCommandOutput
> = readOnly((input, call) => {
  const { logGroupName, filterNamePrefix = '', metricName, metricNamespace } = input
  if ((metricName === undefined) !== (metricNamespace === undefined))
    throw invalidLogsParameter(
      'If you include the metricName parameter in your request, you must also include the metricNamespace parameter.',
    )
  if (logGroupName !== undefined) requireLogGroup(call, logGroupName)
  const found = [...metricFiltersOf(call).values()].filter(
    (filter) =>
      (logGroupName === undefined || filter.logGroupName === logGroupName) &&
      filter.filterName.startsWith(filterNamePrefix) &&
      (metricName === undefined ||
        filter.metricTransformations?.some(
          (made) => made.metricName === metricName && made.metricNamespace === metricNamespace,
        )),
  )
  const { items, next: nextToken } = paginateByKey(found, {
    keyOf: ({ filterName, logGroupName }) => `${filterName}:${logGroupName}`,
    ...logsPaging(input),
  })
  return { metricFilters: items, nextToken }
})
