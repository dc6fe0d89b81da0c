import type {
  DescribeLogStreamsCommandInput,
  DescribeLogStreamsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import { type Operation, readOnly } from '../../service.ts'
import { invalidLogsParameter, logsPaging } from '../errors.ts'
import { requireNamedLogGroup } from '../group.ts'
import { paginateByKey } from '../../../kernel/paginate.ts'
import { streamsIn } from '../stream.ts'
import type { LogStreamRecord } from '../records.ts'

export const DescribeLogStreams: Operation<
  DescribeLogStreamsCommandInput,
  DescribeLogStreamsCommandOutput
> = readOnly((input, call) => {
  const { logStreamNamePrefix: prefix = '', orderBy = 'LogStreamName' } = input
  if (prefix && orderBy === 'LastEventTime')
    throw invalidLogsParameter('Cannot order by LastEventTime with a logStreamNamePrefix.')
  const group = requireNamedLogGroup(call, input)
  const found = [...streamsIn(call, group.logGroupName).values()].filter(({ logStreamName }) =>
    logStreamName.startsWith(prefix),
  )
  const { items, next: nextToken } = paginateByKey(found, {
    keyOf: keyBy[orderBy],
    ...logsPaging(input),
  })
  return { logStreams: items, nextToken }
})

const keyBy = {
  LogStreamName: ({ logStreamName }: LogStreamRecord) => logStreamName,
  LastEventTime: ({ lastEventTimestamp = 0, logStreamName }: LogStreamRecord) =>
    `${String(lastEventTimestamp).padStart(13, '0')} ${logStreamName}`,
}
