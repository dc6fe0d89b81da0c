import { randomUUID } from 'node:crypto'
import type {
  LiveTailSessionLogEvent,
  StartLiveTailCommandInput,
  StartLiveTailResponseStream,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Given } from '../service.ts'
import type { Call, Scope } from '../../kernel/scope.ts'
import { defineRuntime } from '../../kernel/runtime.ts'
import { invalidLogsParameter } from './errors.ts'
import type { LogEvent } from './event.ts'
import { compilePattern } from './filter-pattern.ts'
import { groupNameIn, requireLogGroup } from './group.ts'

type Input = Given<StartLiveTailCommandInput>
type Listener = (where: { group: string; stream: string }, events: LogEvent[]) => void

const listeners = defineRuntime<Set<Listener>>({
  initial: () => new Set(),
})

/** Tells every live tail of events that have just arrived. */
export const notifyLiveTails = (scope: Scope, ...event: Parameters<Listener>): void =>
  scope.runtime(listeners).forEach((listener) => listener(...event))

/** AWS sends what arrived once a second, at most so much of it, for at most three hours. */
const pace = { interval: 1000, events: 500, updates: 3 * 60 * 60 }

/**
 * Streams the events that arrive from now on, until the client goes.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html
 */
export function startLiveTail(
  input: Input,
  call: Call,
): AsyncGenerator<StartLiveTailResponseStream> {
  const isWanted = compileSelection(input, call)
  const waiting: LiveTailSessionLogEvent[] = []
  const listener: Listener = ({ group, stream }, events) => {
    for (const event of events.filter(({ message }) => isWanted(group, stream, message)))
      waiting.push({
        ...event,
        logStreamName: stream,
        logGroupIdentifier: `${call.account}:${group}`,
      })
    // One more than an update has, so that the update is marked as a sample.
    waiting.splice(0, waiting.length - pace.events - 1)
  }
  call.runtime(listeners).add(listener)
  return session(input, call, waiting, () => call.runtime(listeners).delete(listener))
}

async function* session(
  input: Input,
  { clock, requestId }: Call,
  waiting: LiveTailSessionLogEvent[],
  end: () => void,
): AsyncGenerator<StartLiveTailResponseStream> {
  try {
    yield { sessionStart: { ...input, requestId, sessionId: randomUUID() } }
    for (let update = 0; update < pace.updates; update++) {
      await new Promise<void>((resolve) => clock.race(pace.interval, resolve))
      const surplus = waiting.length > pace.events
      const sessionResults = waiting.splice(0).slice(-pace.events)
      yield { sessionUpdate: { sessionMetadata: { sampled: surplus }, sessionResults } }
    }
  } finally {
    end()
  }
}

function compileSelection(
  { logGroupIdentifiers, logStreamNames, logStreamNamePrefixes, logEventFilterPattern }: Input,
  scope: Scope,
): (group: string, stream: string, message: string) => boolean {
  if (logStreamNames && logStreamNamePrefixes)
    throw invalidLogsParameter(
      'logStreamNames and logStreamNamePrefixes are mutually exclusive parameters.',
    )
  if ((logStreamNames ?? logStreamNamePrefixes) && logGroupIdentifiers.length > 1)
    throw invalidLogsParameter('Log streams can be named only with a single log group.')
  const groups = logGroupIdentifiers.map((identifier) => {
    if (!identifier.startsWith('arn:'))
      throw invalidLogsParameter('Each log group must be specified by its ARN.')
    return requireLogGroup(scope, groupNameIn(scope, identifier)).logGroupName
  })
  const { matches } = compilePattern(logEventFilterPattern)
  const isNamed = (stream: string) =>
    (logStreamNames?.includes(stream) ?? true) &&
    (logStreamNamePrefixes?.some((prefix) => stream.startsWith(prefix)) ?? true)
  return (group, stream, message) => groups.includes(group) && isNamed(stream) && matches(message)
}
