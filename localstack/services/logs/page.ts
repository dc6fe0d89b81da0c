import { pageByKey } from '../../kernel/key-page.ts'
import { invalidToken } from './errors.ts'

/** A page of a list that is sorted by key, which no two items share. */
export function page<T>(
  items: Iterable<T>,
  keyOf: (item: T) => string,
  request: { nextToken?: string; limit?: number; descending?: boolean },
): { items: T[]; nextToken?: string } {
  const { nextToken: token, limit: size = 50, descending } = request
  const { items: cut, next } = pageByKey(items, {
    keyOf,
    token,
    size,
    descending,
    invalid: invalidToken,
  })
  return { items: cut, nextToken: next }
}
