import { pageByKey } from '../../kernel/key-page.ts'
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

/** Cuts a page out of a list sorted by key. */
export function page<T>(
  items: T[],
  keyOf: (item: T) => string,
  { nextToken, maxResults = 100 }: PageRequest,
): { items: T[]; nextToken?: string } {
  const { items: cut, next } = pageByKey(items, {
    keyOf,
    token: nextToken,
    size: maxResults,
    invalid: () => invalidParameter('nextToken', 'Invalid next token'),
  })
  return { items: cut, nextToken: next }
}
