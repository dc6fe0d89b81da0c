import type { Scope } from '../operation.ts'
import { appendEvents, fileOf, readEvents, rewriteEvents } from './files.ts'
import { tellLiveTails } from './live-tail.ts'
import { buffersOf, type EventBuffer } from './state.ts'

export interface LogEvent {
  timestamp: number
  message: string
  ingestionTime: number
  eventId: string
}

/** So many events of a stream are kept; older ones are forgotten. */
const kept = 10_000

/** The events of a stream in the order of their time, read from disk when an earlier run kept some. */
export function eventsOf(scope: Scope, group: string, stream: string): EventBuffer {
  const buffers = buffersOf(scope)
  const key = `${group} ${stream}`
  let buffer = buffers.get(key)
  if (!buffer) {
    const events = scope.settings.persistence ? readEvents(fileOf(scope, group, stream)) : []
    buffer = { events, dropped: 0 }
    buffers.set(key, buffer)
  }
  return buffer
}

/** Adds events in the order of their time and forgets the oldest beyond what is kept. */
export function storeEvents(
  scope: Scope,
  where: { group: string; stream: string },
  added: LogEvent[],
): void {
  tellLiveTails(scope, where, added)
  const buffer = eventsOf(scope, where.group, where.stream)
  const { events } = buffer
  const late = (events.at(-1)?.timestamp ?? 0) > added[0]!.timestamp
  events.push(...added)
  if (late) events.sort((a, b) => a.timestamp - b.timestamp)
  const surplus = events.length > kept * 1.5
  if (surplus) buffer.dropped += events.splice(0, events.length - kept).length
  if (!scope.settings.persistence) return
  const file = fileOf(scope, where.group, where.stream)
  if (surplus || late) rewriteEvents(file, events)
  else appendEvents(file, added)
}
