import { awsError } from '../../kernel/errors.ts'
import { paginate } from '../../kernel/paginate.ts'

interface PageInput {
  Marker?: string | undefined
  MaxItems?: number | undefined
}

/** One page of a list, and the members of the output that say how to go on. */
export function iamPage<T>(items: T[], { Marker, MaxItems = 100 }: PageInput) {
  const page = paginate(items, {
    token: Marker,
    size: MaxItems,
    invalid: () => awsError('ValidationError', 'Invalid Marker.'),
  })
  const { next } = page
  return {
    items: page.items,
    paging: { IsTruncated: next !== undefined, ...(next !== undefined && { Marker: next }) },
  }
}

/** Sorts by name, as IAM's lists are. */
export const sortByName = <T>(items: Iterable<T>, name: (item: T) => string): T[] =>
  [...items].toSorted((a, b) => (name(a) < name(b) ? -1 : 1))
