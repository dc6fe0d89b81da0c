import { FilterLogEventsCommand, type FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs'
import { setTimeout as delay } from 'node:timers/promises'
import type { Flags } from './release/cli.ts'
import type { Context } from './release/context.ts'
import { unlessMissing } from './release/aws.ts'
import { runVerb } from './release/verb.ts'

const window = 60 * 60 * 1000
/** A task's lines may arrive after newer lines of another task. */
const maxDelay = 60 * 1000
const pollInterval = 1000

/** Shows the logs of all tasks of the last hour, and with --follow new lines. */
export async function logs(context: Context, { follow }: Flags): Promise<void> {
  const shown = new Set<string>()
  if (follow) process.removeAllListeners('SIGINT').once('SIGINT', () => process.exit())
  let since = Date.now() - window
  for (;;) {
    const events = await readEvents(context, since)
    for (const event of events.filter(({ eventId }) => !shown.has(eventId!))) {
      shown.add(event.eventId!)
      since = Math.max(since, event.timestamp! - maxDelay)
      context.print(line(event))
    }
    if (!follow) break
    await delay(pollInterval)
  }
  if (shown.size === 0)
    context.progress(`nothing was logged to ${context.app.logGroup} in the last hour`)
}

async function readEvents({ aws, app }: Context, startTime: number): Promise<FilteredLogEvent[]> {
  const all: FilteredLogEvent[] = []
  let nextToken: string | undefined
  do {
    const page = await unlessMissing(
      aws.logs.send(
        new FilterLogEventsCommand({ logGroupName: app.logGroup, startTime, nextToken }),
      ),
      'ResourceNotFoundException',
    )
    if (!page)
      throw new Error(`there is no log group ${app.logGroup}: run \`npm run bootstrap\` first`)
    all.push(...(page.events ?? []))
    nextToken = page.nextToken
  } while (nextToken)
  return all.toSorted((one, other) => one.timestamp! - other.timestamp!)
}

function line({ timestamp, logStreamName, message }: FilteredLogEvent): string {
  const time = new Date(timestamp!).toISOString().slice(11, 23)
  const task = logStreamName!.split('/').at(-1)!.slice(0, 8)
  return `${time} ${task} ${message!.trimEnd()}`
}

if (import.meta.main) await runVerb('logs', logs)
