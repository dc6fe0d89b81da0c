import { setImmediate } from 'node:timers/promises'
import type { Scope } from '../../kernel/scope.ts'
import { findLine, lineEnd, parseLine, timestampAt } from './event.ts'
import type { Pattern } from './filter-pattern.ts'
import { earliestFirst, type Order, type Position } from './position.ts'
import { readSegment } from './segment.ts'
import { segmentsOf } from './state.ts'
import { type EventPage, Selection } from './selection.ts'
import type { LogStreamRecord, SegmentRecord } from './records.ts'

export interface Query {
  streams: LogStreamRecord[]
  /** The first and the last timestamp. */
  from: number
  to: number
  pattern?: Pattern | undefined
  order: Order
  limit: number
  /** The position of another page: the events from `since` on, or those before `until`. */
  since?: Position | undefined
  until?: Position | undefined
}

interface Source {
  segment: SegmentRecord
  logStreamName: string
  /** Its events are between these. */
  earliest: Position
  latest: Position
}

/** The time in ms after which a query yields to other calls. */
const slice = 5

/** Finds a page of events, segment by segment, so that memory does not grow with what is stored. */
export async function findEvents(scope: Scope, query: Query): Promise<EventPage> {
  const selection = new Selection(query.order, query.limit)
  const sources = sourcesOf(scope, query)
  const largest = sources.reduce((size, { segment }) => Math.max(size, segment.size), 0)
  const buffer = Buffer.allocUnsafeSlow(largest)
  let started = performance.now()
  for (const source of sources) {
    if (!selection.accepts(firstOf(source, query.order))) break
    const bytes = readSegment(scope, source.segment, buffer)
    search(bytes, source, query, selection)
    if (performance.now() - started < slice) continue
    await setImmediate()
    started = performance.now()
  }
  return selection.page()
}

/** The segments that may hold events of the page, sorted by the first one that they may hold. */
const sourcesOf = (scope: Scope, { streams, order, ...range }: Query): Source[] =>
  streams
    .flatMap(({ logStreamName, id }) =>
      [...segmentsOf(scope).get(id)!.values()].map((segment) => sourceOf(segment, logStreamName)),
    )
    .filter(({ segment: { from, to } }) => to >= range.from && from <= range.to)
    .filter(({ latest }) => !range.since || earliestFirst(latest, range.since) >= 0)
    .filter(({ earliest }) => !range.until || earliestFirst(earliest, range.until) < 0)
    .toSorted((a, b) => order(firstOf(a, order), firstOf(b, order)))

/** A segment as it is now: what is added during the query does not change it. */
function sourceOf({ id, size, from, to }: SegmentRecord, logStreamName: string): Source {
  const earliest = { timestamp: from, segment: id, offset: 0 }
  const latest = { timestamp: to, segment: id, offset: size }
  return { segment: { id, size, from, to }, logStreamName, earliest, latest }
}

const firstOf = ({ earliest, latest }: Source, order: Order) =>
  order === earliestFirst ? earliest : latest

function search(
  bytes: Buffer,
  { segment, logStreamName }: Source,
  { from, to, since, until, pattern }: Query,
  selection: Selection,
): void {
  const position = { timestamp: 0, segment: segment.id, offset: 0 }
  for (let start = 0, end = -1; ;) {
    start = findLine(bytes, end + 1, pattern?.literal)
    if (start < 0) return
    end = lineEnd(bytes, start)
    position.timestamp = timestampAt(bytes, start)
    position.offset = start
    if (position.timestamp < from || position.timestamp > to) continue
    if (since && earliestFirst(position, since) < 0) continue
    if (until && earliestFirst(position, until) >= 0) continue
    if (!selection.accepts(position)) continue
    const event = parseLine(bytes, start, end)
    if (event && (pattern?.matches(event.message) ?? true))
      selection.add({ ...event, ...position, logStreamName })
  }
}
