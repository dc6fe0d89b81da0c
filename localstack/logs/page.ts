import { invalidToken } from './errors.ts'

/** Cuts a page out of a sorted list; the token holds where the next one starts. */
export function page<T>(
  items: T[],
  { nextToken, limit = 50 }: { nextToken?: string; limit?: number },
): { items: T[]; nextToken?: string } {
  const start = nextToken === undefined ? 0 : positionIn(nextToken)
  const end = start + limit
  const more = end < items.length
  return { items: items.slice(start, end), ...(more && { nextToken: tokenAt(end) }) }
}

const tokenAt = (position: number) => Buffer.from(`at:${position}`).toString('base64url')

function positionIn(token: string): number {
  const match = /^at:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())
  if (!match) throw invalidToken()
  return Number(match[1])
}

export const byText = <T>(items: Iterable<T>, text: (item: T) => string): T[] =>
  [...items].toSorted((a, b) => (text(a) < text(b) ? -1 : Number(text(a) > text(b))))
