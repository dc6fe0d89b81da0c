import type { FuzzRequest } from './request.ts'

const most = { attempts: 200, milliseconds: 30_000 }

/** Removes from a request what is not needed for `fails` to stay true. */
export async function shorten(
  request: FuzzRequest,
  fails: (candidate: FuzzRequest) => Promise<boolean>,
): Promise<FuzzRequest> {
  const deadline = performance.now() + most.milliseconds
  let attempts = 0
  const firstFailing = async (candidates: Iterable<FuzzRequest>) => {
    for (const candidate of candidates) {
      if (++attempts > most.attempts || performance.now() > deadline) return undefined
      if (await fails(candidate)) return candidate
    }
    return undefined
  }
  for (let shorter: FuzzRequest | undefined = request; shorter;) {
    request = shorter
    shorter = await firstFailing(shorterRequests(request))
  }
  return request
}

function* shorterRequests(request: FuzzRequest): Generator<FuzzRequest> {
  if (request.raw !== undefined) {
    for (const raw of shorterTexts(request.raw)) yield { ...request, raw }
    return
  }
  for (const body of shorterBodies(request.body)) yield { ...request, body }
  for (const name of Object.keys(request.headers)) {
    const { [name]: _removed, ...headers } = request.headers
    yield { ...request, headers }
  }
  for (const path of shorterTexts(request.path))
    if (path.startsWith('/')) yield { ...request, path }
}

function* shorterBodies(body: string): Generator<string> {
  const pairs = body.split('&')
  const value = parsed(body)
  if (value !== undefined) for (const shorter of shorterValues(value)) yield JSON.stringify(shorter)
  else if (pairs.length > 1)
    for (const shorter of shorterValues(pairs)) yield (shorter as string[]).join('&')
  else yield* shorterTexts(body)
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function* shorterValues(value: unknown): Generator {
  if (typeof value === 'string') yield* shorterTexts(value)
  else if (Array.isArray(value)) {
    if (value.length > 3) {
      yield value.slice(0, value.length / 2)
      yield value.slice(value.length / 2)
    }
    for (const index of value.slice(0, 50).keys()) yield value.toSpliced(index, 1)
    for (const [index, item] of value.slice(0, 50).entries())
      for (const shorter of shorterValues(item)) yield value.with(index, shorter)
  } else if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value)) {
      const { [key]: _removed, ...rest } = value as Record<string, unknown>
      yield rest
      for (const shorter of shorterValues(member)) yield { ...value, [key]: shorter }
    }
}

function* shorterTexts(text: string): Generator<string> {
  for (let size = Math.ceil(text.length / 2); size >= 1; size = Math.floor(size / 2)) {
    if (size < text.length / 16) return
    for (let at = 0; at < text.length; at += size) yield text.slice(0, at) + text.slice(at + size)
  }
}
