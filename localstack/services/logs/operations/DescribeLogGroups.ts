import type {
  DescribeLogGroupsCommandInput,
  DescribeLogGroupsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import { type Operation, readOnly } from '../../service.ts'
import { invalidLogsParameter, logsPaging } from '../errors.ts'
import { groupNameIn } from '../group.ts'
import { paginateByKey } from '../../../kernel/paginate.ts'
import { logGroupsOf } from '../state.ts'

export const DescribeLogGroups: Operation<
  DescribeLogGroupsCommandInput,
  DescribeLogGroupsCommandOutput
> = readOnly((input, call) => {
  const { logGroupNamePrefix, logGroupNamePattern, logGroupClass, logGroupIdentifiers } = input
  if (logGroupNamePrefix !== undefined && logGroupNamePattern !== undefined)
    throw invalidLogsParameter(
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    )
  const identified =
    logGroupIdentifiers &&
    new Set(logGroupIdentifiers.map((identifier) => groupNameIn(call, identifier)))
  const found = [...logGroupsOf(call).values()].filter(
    (group) =>
      group.logGroupName.startsWith(logGroupNamePrefix ?? '') &&
      group.logGroupName.toLowerCase().includes(logGroupNamePattern?.toLowerCase() ?? '') &&
      (logGroupClass === undefined || group.logGroupClass === logGroupClass) &&
      (identified === undefined || identified.has(group.logGroupName)),
  )
  const { items, next: nextToken } = paginateByKey(found, {
    keyOf: ({ logGroupName }) => logGroupName,
    ...logsPaging(input),
  })
  return { logGroups: items, nextToken }
})
