import type { PutMetricFilterCommandInput } from '@aws-sdk/client-cloudwatch-logs'
import { awsError } from '../../kernel/errors.ts'
import type { Given } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import { compilePattern } from './filter-pattern.ts'
import { requireLogGroup } from './group.ts'
import { metricFiltersOf } from './state.ts'

const keyOf = (group: string, name: string) => `${group}:${name}`

/** Keeps a metric filter. It publishes nothing: no metric is measured here. */
export function putMetricFilter(scope: Scope, input: Given<PutMetricFilterCommandInput>): void {
  const group = requireLogGroup(scope, input.logGroupName)
  if (!input.filterPattern.trim().startsWith('[')) compilePattern(input.filterPattern)
  const filters = metricFiltersOf(scope)
  const key = keyOf(input.logGroupName, input.filterName)
  const creationTime = filters.get(key)?.creationTime ?? scope.clock.now().getTime()
  if (!filters.has(key)) group.metricFilterCount = (group.metricFilterCount ?? 0) + 1
  filters.set(key, { applyOnTransformedLogs: false, ...input, creationTime })
}

export function deleteMetricFilter(scope: Scope, groupName: string, name: string): void {
  const group = requireLogGroup(scope, groupName)
  if (!metricFiltersOf(scope).delete(keyOf(groupName, name)))
    throw awsError('ResourceNotFoundException', 'The specified metric filter does not exist.')
  group.metricFilterCount = (group.metricFilterCount ?? 1) - 1
}
