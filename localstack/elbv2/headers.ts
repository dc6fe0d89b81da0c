import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Listener } from './listener.ts'

/** RFC 9110, section 7.6.1, and what belongs to one connection by custom; `Expect` is answered here. */
const hopByHop = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** The connection's other end, an IPv4 address where it is one. */
export const sourceOf = ({ socket }: IncomingMessage) =>
  (socket.remoteAddress ?? '').replace(/^::ffff:/, '')

/** What the target gets: the client's headers in their order and case, and the balancer's own. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html */
export function requestHeaders(request: IncomingMessage, listener: Listener): string[] {
  const forwarded = request.headers['x-forwarded-for']
  const headers = endToEnd(request, rewritten)
  headers.push(
    'X-Forwarded-For',
    forwarded ? `${[forwarded].flat().join(', ')}, ${sourceOf(request)}` : sourceOf(request),
    'X-Forwarded-Proto',
    listener.Protocol.toLowerCase(),
    'X-Forwarded-Port',
    String(listener.Port),
    'X-Amzn-Trace-Id',
    traceId(request.headers['x-amzn-trace-id']),
  )
  if (request.headers['transfer-encoding'] !== undefined)
    headers.push('Transfer-Encoding', 'chunked')
  else if (request.headers['content-length'] === undefined && !bodiless.has(request.method!))
    headers.push('Content-Length', '0')
  return headers
}

const rewritten = new Set([
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-amzn-trace-id',
])

const bodiless = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'])

/** Whether a request brings a body. */
export const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** A message's headers as they came, without those of the connection it came by. */
export function endToEnd(
  { rawHeaders, headers }: IncomingMessage,
  besides?: Set<string>,
): string[] {
  const named = headers.connection?.toLowerCase().split(/\s*,\s*/) ?? []
  const kept: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!.toLowerCase()
    if (hopByHop.has(name) || besides?.has(name) || named.includes(name)) continue
    kept.push(rawHeaders[index]!, rawHeaders[index + 1]!)
  }
  return kept
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html */
function traceId(given: string | string[] | undefined): string {
  const own = `1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`
  if (typeof given !== 'string') return `Root=${own}`
  return /(^|;)\s*Root=/.test(given) ? `Self=${own};${given}` : `Root=${own};${given}`
}
