import { FilterLogEventsCommand, type FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs'
import { setTimeout as delay } from 'node:timers/promises'
import type { Flags } from './release/arguments.ts'
import type { Context } from './release/context.ts'
import { unlessMissing } from './release/aws.ts'
import { logGroupsOf } from './release/log-groups.ts'
import type { ResultOf } from './release/results.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, placeValues } from './resources/account.ts'

const window = 60 * 60 * 1000
/** A task's lines may arrive after newer lines of another task. */
const maxDelay = 60 * 1000
const pollInterval = 1000

/** Returns the logs of the services' tasks of the last hour, and with --follow new lines. */
export async function* logs(context: Context, { follow }: Flags): AsyncGenerator<ResultOf<'logs'>> {
  const groups = await findLogGroups(context)
  const shown = new Set<string>()
  if (follow) process.removeAllListeners('SIGINT').once('SIGINT', () => process.exit())
  let since = Date.now() - window
  for (;;) {
    const events = (
      await Promise.all(groups.map((group) => readEvents(context, group, since)))
    ).flat()
    const fresh = events.filter(({ eventId }) => !shown.has(eventId!))
    for (const event of fresh.toSorted((one, other) => one.timestamp! - other.timestamp!)) {
      shown.add(event.eventId!)
      since = Math.max(since, event.timestamp! - maxDelay)
      yield resultOf(event)
    }
    if (!follow) break
    await delay(pollInterval)
  }
  if (shown.size === 0)
    context.progress(`nothing was logged to ${groups.join(', ')} in the last hour`)
}

async function findLogGroups(context: Context): Promise<string[]> {
  const values = placeValues(context.app, await findPlace(context))
  return context.services.flatMap((service) => logGroupsOf(service, values))
}

async function readEvents(
  { aws }: Context,
  logGroupName: string,
  startTime: number,
): Promise<FilteredLogEvent[]> {
  const all: FilteredLogEvent[] = []
  let nextToken: string | undefined
  do {
    const page = await unlessMissing(
      aws.logs.send(new FilterLogEventsCommand({ logGroupName, startTime, nextToken })),
      'ResourceNotFoundException',
    )
    if (!page)
      throw new Error(`there is no log group ${logGroupName}: run \`npm run bootstrap\` first`)
    all.push(...(page.events ?? []))
    nextToken = page.nextToken
  } while (nextToken)
  return all
}

const resultOf = ({ timestamp, logStreamName, message }: FilteredLogEvent): ResultOf<'logs'> => ({
  time: new Date(timestamp!).toISOString(),
  task: logStreamName!.split('/').at(-1)!,
  message: message!.trimEnd(),
})

const linesOfLog = ({ time, task, message }: ResultOf<'logs'>): string[] => [
  `${time.slice(11, 23)} ${task.slice(0, 8)} ${message}`,
]

if (import.meta.main) await runVerb('logs', logs, linesOfLog)
