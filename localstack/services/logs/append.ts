import type { Scope } from '../../kernel/scope.ts'
import { type LogEvent, lineOf } from './event.ts'
import { notifyLiveTails } from './live-tail.ts'
import { fullSegment, writeToSegment } from './segment.ts'
import { nextId, segmentsOf } from './state.ts'
import { requireLogStream } from './stream.ts'
import type { LogStreamRecord } from './records.ts'

/** Adds events to a stream, in the order given; returns the ids of the segments that have them. */
export function appendLogEvents(
  scope: Scope,
  where: { group: string; stream: string },
  events: { timestamp: number; message: string }[],
): number[] {
  const stream = requireLogStream(scope, where.group, where.stream)
  if (events.length === 0) return []
  const ingestionTime = scope.clock.now().getTime()
  const added = events.map((event) => ({ ...event, ingestionTime }))
  const written = write(scope, stream, added)
  notifyLiveTails(scope, where, added)
  stream.ingested += events.length
  stream.lastIngestionTime = ingestionTime
  const times = events.map(({ timestamp }) => timestamp)
  stream.firstEventTimestamp = Math.min(stream.firstEventTimestamp ?? Infinity, times[0]!)
  stream.lastEventTimestamp = Math.max(stream.lastEventTimestamp ?? 0, times.at(-1)!)
  stream.uploadSequenceToken = sequenceTokenOf(stream)
  return written
}

/** Tokens are there for old clients, and nothing asks for them back. */
export const sequenceTokenOf = ({ ingested }: LogStreamRecord): string =>
  String(ingested).padStart(56, '4')

/** Writes events to the last segment of a stream and, once that is full, to new ones. */
function write(scope: Scope, stream: LogStreamRecord, events: LogEvent[]): number[] {
  const segments = segmentsOf(scope).get(stream.id)!
  const written: number[] = []
  for (let start = 0; start < events.length;) {
    const last = segments.get(stream.lastSegment ?? 0)
    const open = last && last.size < fullSegment ? last : undefined
    const { id = nextId(scope), size = 0, from = Infinity, to = -Infinity } = open ?? {}
    const { lines, end } = linesUntilFull(events, start, size)
    writeToSegment(scope, { id, size }, lines)
    const times = events.slice(start, end).map(({ timestamp }) => timestamp)
    segments.set(id, {
      id,
      size: size + lines.length,
      from: Math.min(from, ...times),
      to: Math.max(to, ...times),
    })
    stream.lastSegment = id
    written.push(id)
    start = end
  }
  return written
}

/** The lines of at least one event from `start` on, of as many as a segment of this size takes, and their end. */
function linesUntilFull(
  events: LogEvent[],
  start: number,
  size: number,
): { lines: Buffer; end: number } {
  const lines: Buffer[] = []
  let end = start
  for (; end < events.length && size < fullSegment; end++) {
    const line = Buffer.from(lineOf(events[end]!))
    lines.push(line)
    size += line.length
  }
  return { lines: Buffer.concat(lines), end }
}
