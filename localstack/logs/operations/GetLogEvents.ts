import type {
  GetLogEventsCommandInput,
  GetLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from '../errors.ts'
import { eventsOf } from '../event.ts'
import { namedLogGroup } from '../group.ts'
import { requireLogStream } from '../stream.ts'

export const GetLogEvents: Operation<GetLogEventsCommandInput, GetLogEventsCommandOutput> = (
  input,
  call,
) => {
  const { logStreamName, startTime = 0, endTime = Infinity, limit = 10_000 } = input
  const group = namedLogGroup(call, input)
  requireLogStream(group, logStreamName)
  const { events, dropped } = eventsOf(call, group.logGroupName, logStreamName)
  const found = events
    .map((event, index) => ({ ...event, position: dropped + index }))
    .filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime)
  const chosen = choose(found, input, limit)
  const token = input.nextToken ? positionIn(input.nextToken) : dropped + events.length
  return {
    events: chosen,
    nextForwardToken: tokenOf('f', chosen.at(-1) ? chosen.at(-1)!.position + 1 : token),
    nextBackwardToken: tokenOf('b', chosen[0]?.position ?? token),
  }
}

/** A forward token means the events from a position on, a backward one those before it. */
function choose<E extends { position: number }>(
  found: E[],
  { nextToken, startFromHead }: { nextToken?: string; startFromHead?: boolean },
  limit: number,
): E[] {
  if (!nextToken) return startFromHead ? found.slice(0, limit) : found.slice(-limit)
  const position = positionIn(nextToken)
  return nextToken.startsWith('f')
    ? found.filter((event) => event.position >= position).slice(0, limit)
    : found.filter((event) => event.position < position).slice(-limit)
}

const tokenOf = (direction: 'f' | 'b', position: number) =>
  `${direction}/${String(position).padStart(56, '0')}/s`

function positionIn(token: string): number {
  const match = /^[fb]\/(\d{56})\/s$/.exec(token)
  if (!match) throw invalidParameter('The specified nextToken is invalid.')
  return Number(match[1])
}
