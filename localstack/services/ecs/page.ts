import { invalidParameter } from './errors.ts'

/** Returns one page of a list. The token contains the start of the next one. */
export function page<T>(
  items: T[],
  {
    nextToken,
    maxResults = 100,
  }: { nextToken?: string | undefined; maxResults?: number | undefined },
): { items: T[]; nextToken?: string | undefined } {
  if (maxResults < 1 || maxResults > 100)
    throw invalidParameter('maxResults must be between 1 and 100.')
  const start = nextToken === undefined ? 0 : positionIn(nextToken)
  const end = start + maxResults
  return {
    items: items.slice(start, end),
    ...(end < items.length && { nextToken: Buffer.from(`at:${end}`).toString('base64') }),
  }
}

function positionIn(token: string): number {
  const match = /^at:(\d+)$/.exec(Buffer.from(token, 'base64').toString())
  if (!match) throw invalidParameter('Invalid token')
  return Number(match[1])
}
