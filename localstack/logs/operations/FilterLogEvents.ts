import type {
  FilterLogEventsCommandInput,
  FilterLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from '../errors.ts'
import { eventsOf } from '../event.ts'
import { compilePattern } from '../filter-pattern.ts'
import { type LogGroup, namedLogGroup } from '../group.ts'
import { page } from '../page.ts'
import { requireLogStream } from '../stream.ts'

export const FilterLogEvents: Operation<
  FilterLogEventsCommandInput,
  FilterLogEventsCommandOutput
> = (input, call) => {
  const { logStreamNames, logStreamNamePrefix, startTime = 0, endTime = Infinity } = input
  if (logStreamNames && logStreamNamePrefix !== undefined)
    throw invalidParameter(
      'logStreamNames and logStreamNamePrefix are mutually exclusive parameters.',
    )
  const group = namedLogGroup(call, input)
  const names = logStreamNames ?? namesWith(group, logStreamNamePrefix ?? '')
  for (const name of names) requireLogStream(group, name)
  const passes = compilePattern(input.filterPattern)
  const found = names.flatMap((logStreamName) =>
    eventsOf(call, group.logGroupName, logStreamName)
      .events.filter(
        ({ timestamp, message }) =>
          timestamp >= startTime && timestamp <= endTime && passes(message),
      )
      .map((event) => ({ ...event, logStreamName })),
  )
  const { items, nextToken } = page(
    found.toSorted((a, b) => a.timestamp - b.timestamp),
    { nextToken: input.nextToken, limit: input.limit ?? 10_000 },
  )
  return { events: items, searchedLogStreams: [], nextToken }
}

const namesWith = ({ streams }: LogGroup, prefix: string) =>
  [...streams.keys()].filter((name) => name.startsWith(prefix)).toSorted()
