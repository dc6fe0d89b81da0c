interface KeyPage<T> {
  /** Unique, and what the list is sorted by. */
  keyOf(item: T): string
  token?: string
  size: number
  descending?: boolean
  invalid(): Error
}

/** Cuts a page out of a list sorted by key. The token holds the last key, so that changes between pages do no harm. */
export function pageByKey<T>(
  items: Iterable<T>,
  { keyOf, token, size, descending = false, invalid }: KeyPage<T>,
): { items: T[]; next?: string } {
  const last = token === undefined ? undefined : keyIn(token)
  if (token !== undefined && last === undefined) throw invalid()
  const order = descending ? -1 : 1
  const rest = [...items]
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => last === undefined || order * compare(key, last) > 0)
    .toSorted((a, b) => order * compare(a.key, b.key))
  const cut = rest.slice(0, size)
  return {
    items: cut.map(({ item }) => item),
    ...(rest.length > cut.length && { next: tokenOf(cut.at(-1)!.key) }),
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))

const tokenOf = (key: string) => Buffer.from(JSON.stringify({ after: key })).toString('base64')

function keyIn(token: string): string | undefined {
  try {
    const { after } = JSON.parse(Buffer.from(token, 'base64').toString('utf8')) as {
      after: unknown
    }
    return typeof after === 'string' ? after : undefined
  } catch {
    return undefined
  }
}
