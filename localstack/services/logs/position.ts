/** The place of an event among all events: by time, and at the same time by arrival. */
export interface Position {
  timestamp: number
  segment: number
  offset: number
}

export type Order = (a: Position, b: Position) => number

export const earliestFirst: Order = (a, b) =>
  a.timestamp - b.timestamp || a.segment - b.segment || a.offset - b.offset

export const latestFirst: Order = (a, b) => earliestFirst(b, a)

/** The place directly behind an event. */
export const behind = (position: Position): Position => ({
  ...position,
  offset: position.offset + 1,
})

const widths = [13, 22, 21] as const

/** 56 digits that sort as the positions do, as AWS's event ids do. */
export const eventIdOf = ({ timestamp, segment, offset }: Position): string =>
  [timestamp, segment, offset]
    .map((part, index) => String(part).padStart(widths[index]!, '0'))
    .join('')

/** Undefined if `eventId` is not one of {@link eventIdOf}. */
export function parseEventId(eventId: string): Position | undefined {
  const [, timestamp, segment, offset] = /^(\d{13})(\d{22})(\d{21})$/.exec(eventId) ?? []
  if (timestamp === undefined) return undefined
  return { timestamp: Number(timestamp), segment: Number(segment), offset: Number(offset) }
}
