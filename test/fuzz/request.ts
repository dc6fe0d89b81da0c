/** A request as the fuzzer sends it: over HTTP, or as bytes on a connection of its own. */
export interface FuzzRequest {
  /** What is tested, such as `ecs RunTask`: the first words of a report. */
  what: string
  /** The emulator's own port where none is given. */
  port?: number | undefined
  method: string
  path: string
  headers: Record<string, string>
  body: string
  /** Bytes (latin1) that are sent instead of an HTTP request; the answer is not awaited. */
  raw?: string | undefined
  /** Whether a load balancer answers, whose 502, 503 and 504 are AWS's own. */
  balanced?: boolean | undefined
}

/** The request for a terminal, control characters and long runs of one letter made readable. */
export function shown({ method, path, port, headers, body, raw }: FuzzRequest): string {
  const where = port === undefined ? '' : ' (port of a listener)'
  if (raw !== undefined) return `raw bytes${where}: ${readable(raw)}`
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${readable(value, 150)}`)
  const first = `${method} ${readable(path)}${where}`
  return [first, ...lines, ...(body ? [readable(body)] : [])].join('\n    ')
}

/** The request in one line. */
export const briefly = ({ what, path, body, raw }: FuzzRequest): string =>
  `${what} ${readable(raw ?? (path === '/' ? body : path), 300)}`

function readable(text: string, most = 1000): string {
  const short = text.replace(/(.)\1{29,}/gsu, (run, letter: string) => `${letter}<×${run.length}>`)
  const quoted = JSON.stringify(short)
  return quoted.length > most ? `${quoted.slice(0, most)}… (${text.length} characters)` : quoted
}
