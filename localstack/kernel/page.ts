import type { AwsError } from './errors.ts'

/** Cuts a page out of a sorted list; the token, opaque to clients, holds where the next page starts. */
export function pageOf<T>(
  items: T[],
  { token, size, invalid }: { token?: string; size: number; invalid: () => AwsError },
): { items: T[]; next?: string } {
  const start = token === undefined ? 0 : positionIn(token)
  if (start === undefined) throw invalid()
  const end = start + size
  return { items: items.slice(start, end), ...(end < items.length && { next: tokenAt(end) }) }
}

const tokenAt = (position: number) => Buffer.from(`at:${position}`).toString('base64url')

function positionIn(token: string): number | undefined {
  const match = /^at:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())
  return match ? Number(match[1]) : undefined
}
