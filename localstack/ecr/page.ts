import { invalidParameter } from './invalid.ts'

interface PageRequest {
  nextToken?: string
  maxResults?: number
}

/** Refuses paging of what was asked for by name. */
export function checkUnpaged(by: string, { nextToken, maxResults }: PageRequest): void {
  if (nextToken === undefined && maxResults === undefined) return
  throw invalidParameter(
    maxResults === undefined ? 'nextToken' : 'maxResults',
    `must not be specified with ${by}`,
  )
}

/** Cuts a page out of a list sorted by key; a token holds the last key seen, so that changes in between do no harm. */
export function page<T>(
  items: T[],
  keyOf: (item: T) => string,
  { nextToken, maxResults = 100 }: PageRequest,
): { items: T[]; nextToken?: string } {
  const last = nextToken === undefined ? undefined : decode(nextToken)
  const rest = items
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => last === undefined || key > last)
    .toSorted((a, b) => compare(a.key, b.key))
  const cut = rest.slice(0, maxResults)
  return {
    items: cut.map(({ item }) => item),
    nextToken: rest.length > cut.length ? encode(cut.at(-1)!.key) : undefined,
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))

const encode = (key: string) => Buffer.from(JSON.stringify({ after: key })).toString('base64')

function decode(token: string): string {
  try {
    const { after } = JSON.parse(Buffer.from(token, 'base64').toString('utf8')) as {
      after: unknown
    }
    if (typeof after === 'string') return after
  } catch {
    // Not one of ours: refused below like a token of another shape.
  }
  throw invalidParameter('nextToken', 'Invalid next token')
}
