import type {
  DescribeLogStreamsCommandInput,
  DescribeLogStreamsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import { type Operation, readOnly } from '../../service.ts'
import { invalidParameter } from '../errors.ts'
import { namedLogGroup } from '../group.ts'
import { page } from '../page.ts'
import { streamsIn } from '../stream.ts'
import type { LogStreamRecord } from '../records.ts'

export const DescribeLogStreams: Operation<
  DescribeLogStreamsCommandInput,
  DescribeLogStreamsCommandOutput
> = readOnly((input, call) => {
  const { logStreamNamePrefix: prefix = '', orderBy = 'LogStreamName' } = input
  if (prefix && orderBy === 'LastEventTime')
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.')
  const group = namedLogGroup(call, input)
  const found = [...streamsIn(call, group.logGroupName).values()].filter(({ logStreamName }) =>
    logStreamName.startsWith(prefix),
  )
  const { items, nextToken } = page(found, keyBy[orderBy], input)
  return { logStreams: items, nextToken }
})

const keyBy = {
  LogStreamName: ({ logStreamName }: LogStreamRecord) => logStreamName,
  LastEventTime: ({ lastEventTimestamp = 0, logStreamName }: LogStreamRecord) =>
    `${String(lastEventTimestamp).padStart(13, '0')} ${logStreamName}`,
}
