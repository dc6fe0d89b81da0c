import type {
  GetLogEventsCommandInput,
  GetLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import { type Operation, readOnly } from '../../service.ts'
import { invalidNextToken } from '../errors.ts'
import { requireNamedLogGroup } from '../group.ts'
import {
  behind,
  earliestFirst,
  eventIdOf,
  latestFirst,
  parseEventId,
  type Position,
} from '../position.ts'
import { findEvents } from '../query.ts'
import { expiryOf } from '../retention.ts'
import { requireLogStream } from '../stream.ts'

export const GetLogEvents: Operation<GetLogEventsCommandInput, GetLogEventsCommandOutput> =
  readOnly(async (input, call) => {
    const { logStreamName, startTime = 0, endTime = Infinity, limit = 10_000 } = input
    const group = requireNamedLogGroup(call, input)
    const token = input.nextToken === undefined ? undefined : parseToken(input.nextToken)
    const forward = token?.forward ?? input.startFromHead ?? false
    const { events } = await findEvents(call, {
      streams: [requireLogStream(call, group.logGroupName, logStreamName)],
      from: Math.max(startTime, expiryOf(group, call.clock.now())),
      to: endTime - 1,
      order: forward ? earliestFirst : latestFirst,
      limit,
      since: forward ? token?.position : undefined,
      until: forward ? undefined : token?.position,
    })
    const last = events.at(-1)
    const end = last ? behind(last) : (token?.position ?? beginning)
    const start = events[0] ?? token?.position ?? beginning
    return {
      events: events.map(({ timestamp, message, ingestionTime }) => ({
        timestamp,
        message,
        ingestionTime,
      })),
      nextForwardToken: `f/${eventIdOf(end)}/s`,
      nextBackwardToken: `b/${eventIdOf(start)}/s`,
    }
  })

const beginning: Position = { timestamp: 0, segment: 0, offset: 0 }

/** A forward token stands for the events from a position on, a backward one for those before it. */
function parseToken(token: string): { forward: boolean; position: Position } {
  const [, direction, eventId = ''] = /^([fb])\/(\d{56})\/s$/.exec(token) ?? []
  const position = parseEventId(eventId)
  if (!position) throw invalidNextToken()
  return { forward: direction === 'f', position }
}
