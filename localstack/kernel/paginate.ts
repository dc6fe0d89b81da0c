interface PageRequest {
  token?: string | undefined
  /** All of the rest if it is not given. */
  size?: number | undefined
  /** The error for a token that was not issued here. */
  invalid(): Error
}

interface Page<T> {
  items: T[]
  /** The token of the next page. */
  next?: string
}

/** Cuts one page out of a list whose order is fixed. The token holds the position of the next page. */
export function paginate<T>(
  items: T[],
  { token, size = items.length, invalid }: PageRequest,
): Page<T> {
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

interface KeyPageRequest<T> extends PageRequest {
  /** Unique. */
  keyOf(item: T): string
  descending?: boolean | undefined
}

/** Sorts a list by key and cuts one page out of it. The token holds the last key, so that changes between pages do no harm. */
export function paginateByKey<T>(
  items: Iterable<T>,
  { keyOf, token, size, descending = false, invalid }: KeyPageRequest<T>,
): Page<T> {
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
