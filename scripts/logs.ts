import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs'
import { setTimeout as delay } from 'node:timers/promises'
import type { Flags } from './release/arguments.ts'
import type { Context } from './release/context.ts'
import { BadInput } from './release/exit-codes.ts'
import { containerLogsOf } from './release/log-groups.ts'
import type { ResultOf } from './release/results.ts'
import type { AppService } from './release/services.ts'
import { readSince } from './release/since.ts'
import type { Values } from './release/template.ts'
import { preciseTime } from './release/time.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, placeValues } from './resources/account.ts'
import { type LogQuery, readLogEvents } from './resources/log-events.ts'

/** A task's lines may arrive after newer lines of another task. */
const maxDelay = 60 * 1000
/** The longest that lines are waited for, also where the clocks differ. */
const longestDelay = 10 * maxDelay
const pollInterval = 1000

/** Words of errors, and the levels with which loggers of Node write them as JSON. */
const errors =
  '?error ?Error ?ERROR ?fatal ?Fatal ?FATAL ?CRITICAL ?Exception ?exception ?panic ?Traceback ?"\\"level\\":50" ?"\\"level\\":60"'

/** Returns the logs of the services' tasks, also of stopped ones, and with --follow new lines. */
export async function* logs(context: Context, flags: Flags): AsyncGenerator<LogLine> {
  const { follow } = flags
  const queries = await readQueries(context, flags)
  const shown = new Set<string>()
  if (follow) process.removeAllListeners('SIGINT').once('SIGINT', () => process.exit())
  for (;;) {
    const began = Date.now()
    const found = await Promise.all(queries.map((query) => readLines(context, query)))
    const fresh = found.flat().filter(({ id }) => !shown.has(id))
    const inOrder = fresh.toSorted((one, other) => one.at - other.at)
    for (const { id, line } of inOrder) {
      shown.add(id)
      yield line
    }
    const newest = inOrder.at(-1)?.at ?? 0
    for (const query of queries)
      query.since = Math.max(query.since, newest - maxDelay, began - longestDelay)
    if (!follow) break
    await delay(pollInterval)
  }
  if (shown.size === 0) context.progress(`no such lines in ${groupsIn(queries).join(' and ')}`)
}

interface ServiceQuery extends LogQuery {
  service: string
}

type LogLine = ResultOf<'logs'>

async function readQueries(context: Context, flags: Flags): Promise<ServiceQuery[]> {
  const { app, services } = context
  const since = readStart(flags)
  const pattern = readPattern(flags)
  const task = readTaskId(flags)
  const values = placeValues(app, await findPlace(context))
  const queries = services.flatMap((service) =>
    streamsOf(service, { all: app.services, values, task }).map((streams) => ({
      service: service.name,
      since,
      pattern,
      ...streams,
    })),
  )
  if (queries.length > 0) return queries
  const names = services.map(({ name }) => name).join(' and ')
  throw new BadInput(`no container of ${names} has the log driver awslogs in .aws: nothing to show`)
}

/** All streams of a service's log groups: those of earlier containers too, unless another service logs there. */
function streamsOf(
  service: AppService,
  { all, values, task }: { all: AppService[]; values: Values; task: string | undefined },
): { group: string; streams?: string }[] {
  const own = containerLogsOf(service, values)
  const others = all.filter((other) => other !== service)
  const taken = others.flatMap((other) => containerLogsOf(other, values)).map(({ group }) => group)
  const streams = own.map(({ group, streams }) =>
    task !== undefined || taken.includes(group)
      ? { group, streams: `${streams}${task ?? ''}` }
      : { group },
  )
  return streams.filter(
    (one, index) =>
      one.streams !== undefined || streams.findIndex(({ group }) => group === one.group) === index,
  )
}

/** The last hour, or the whole life of a task. */
function readStart({ since, task }: Flags): number {
  if (typeof since === 'string') return readSince(since)
  return task === undefined ? readSince('1h') : 0
}

function readPattern({ filter, errors: onlyErrors }: Flags): string | undefined {
  if (filter !== undefined && onlyErrors)
    throw new BadInput('--errors is a filter itself: give it or --filter')
  return onlyErrors ? errors : (filter as string | undefined)
}

function readTaskId({ task }: Flags): string | undefined {
  if (task === undefined || /^[0-9a-f]{4,32}$/.test(task as string)) return task as string
  throw new BadInput(
    `--task is "${task}": it must be the id of a task as \`npm run tasks\` shows it, or its first digits`,
  )
}

async function readLines(context: Context, query: ServiceQuery) {
  const events = await readLogEvents(context, query).catch((cause: Error) => {
    if (cause.name !== 'InvalidParameterException' || !query.pattern) throw cause
    throw new BadInput(
      `--filter is ${query.pattern}, which CloudWatch Logs does not take: put words with other characters than letters, digits and _ into double quotes, as in --filter='"GET /items"'`,
      { cause },
    )
  })
  return events.map((event) => lineOf(event, query.service))
}

/** A stream is named `<prefix>/<container>/<task>`. */
function lineOf(
  { eventId = '', timestamp = 0, logStreamName = '', message = '' }: FilteredLogEvent,
  service: string,
): { id: string; at: number; line: LogLine } {
  const [container = '', task = ''] = logStreamName.split('/').slice(-2)
  const time = new Date(timestamp).toISOString()
  const line = { time, service, container, task, message: message.trimEnd() }
  return { id: eventId, at: timestamp, line }
}

/** `14:03:12.045 server/1f2e3d4c listening`, with the name of a container that is not the service's. */
export function logText({ time, service, container, task, message }: LogLine): string[] {
  const source = [service, task.slice(0, 8), ...(container === service ? [] : [container])]
  return [`${preciseTime(new Date(time))} ${source.join('/')} ${message}`]
}

const groupsIn = (queries: LogQuery[]) => [...new Set(queries.map(({ group }) => group))]

if (import.meta.main) await runVerb('logs', logs, logText)
