import { awsError } from '../../kernel/errors.ts'

interface Paging {
  Marker?: string | undefined
  MaxItems?: number | undefined
}

/** One page of a list as IAM hands it out: 100 items unless asked otherwise, and an opaque marker to go on. */
export function page<T>(items: T[], { Marker, MaxItems = 100 }: Paging) {
  const start = Marker === undefined ? 0 : positionOf(Marker)
  const end = start + MaxItems
  const IsTruncated = end < items.length
  return {
    items: items.slice(start, end),
    paging: { IsTruncated, ...(IsTruncated && { Marker: markerAt(end) }) },
  }
}

const markerAt = (position: number) => Buffer.from(`at:${position}`).toString('base64')

function positionOf(marker: string): number {
  const match = /^at:(\d+)$/.exec(Buffer.from(marker, 'base64').toString())
  if (!match) throw awsError('ValidationError', 'Invalid Marker.')
  return Number(match[1])
}

/** IAM lists by name. */
export const byName = <T>(items: Iterable<T>, name: (item: T) => string): T[] =>
  [...items].toSorted((a, b) => (name(a) < name(b) ? -1 : 1))
