import type {
  FilterLogEventsCommandInput,
  FilterLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import { type Operation, readOnly } from '../../service.ts'
import { invalidLogsParameter, invalidNextToken } from '../errors.ts'
import { compilePattern } from '../filter-pattern.ts'
import { requireNamedLogGroup } from '../group.ts'
import { behind, earliestFirst, eventIdOf, parseEventId, type Position } from '../position.ts'
import { findEvents } from '../query.ts'
import { expiryOf } from '../retention.ts'
import { requireLogStream, streamsIn } from '../stream.ts'

export const FilterLogEvents: Operation<FilterLogEventsCommandInput, FilterLogEventsCommandOutput> =
  readOnly(async (input, call) => {
    const { logStreamNames, logStreamNamePrefix, startTime = 0, endTime = Infinity } = input
    if (logStreamNames && logStreamNamePrefix !== undefined)
      throw invalidLogsParameter(
        'logStreamNames and logStreamNamePrefix are mutually exclusive parameters.',
      )
    const group = requireNamedLogGroup(call, input)
    const { logGroupName } = group
    const streams = logStreamNames
      ? [...new Set(logStreamNames)].map((name) => requireLogStream(call, logGroupName, name))
      : [...streamsIn(call, logGroupName).values()].filter(({ logStreamName }) =>
          logStreamName.startsWith(logStreamNamePrefix ?? ''),
        )
    const { events, more } = await findEvents(call, {
      streams,
      from: Math.max(startTime, expiryOf(group, call.clock.now())),
      to: endTime,
      pattern: compilePattern(input.filterPattern),
      order: earliestFirst,
      limit: input.limit ?? 10_000,
      since: input.nextToken === undefined ? undefined : positionIn(input.nextToken),
    })
    return {
      events: events.map((event) => ({
        logStreamName: event.logStreamName,
        timestamp: event.timestamp,
        message: event.message,
        ingestionTime: event.ingestionTime,
        eventId: eventIdOf(event),
      })),
      searchedLogStreams: [],
      nextToken: more ? tokenOf(behind(events.at(-1)!)) : undefined,
    }
  })

const tokenOf = (position: Position) => Buffer.from(eventIdOf(position)).toString('base64url')

function positionIn(token: string): Position {
  const position = parseEventId(Buffer.from(token, 'base64url').toString('latin1'))
  if (!position) throw invalidNextToken()
  return position
}
