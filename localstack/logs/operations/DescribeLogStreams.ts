import type {
  DescribeLogStreamsCommandInput,
  DescribeLogStreamsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from '../errors.ts'
import { namedLogGroup } from '../group.ts'
import { byText, page } from '../page.ts'
import { streamsIn } from '../stream.ts'

export const DescribeLogStreams: Operation<
  DescribeLogStreamsCommandInput,
  DescribeLogStreamsCommandOutput
> = (input, call) => {
  const { logStreamNamePrefix: prefix = '', orderBy = 'LogStreamName', descending } = input
  if (prefix && orderBy === 'LastEventTime')
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.')
  const group = namedLogGroup(call, input)
  const streams = streamsIn(call, group.logGroupName).values()
  const found = byText(streams, ({ logStreamName }) => logStreamName).filter(({ logStreamName }) =>
    logStreamName.startsWith(prefix),
  )
  if (orderBy === 'LastEventTime')
    found.sort((a, b) => (a.lastEventTimestamp ?? 0) - (b.lastEventTimestamp ?? 0))
  const { items, nextToken } = page(descending ? found.toReversed() : found, input)
  return { logStreams: items, nextToken }
}
