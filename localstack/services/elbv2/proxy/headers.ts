import { randomUUID } from 'node:crypto'
import type { Fields } from '../../../http1/fields.ts'
import type { HttpRequest } from '../../../http1/request.ts'
import type { ListenerRecord } from '../records.ts'
import type { Exchange } from './exchange.ts'

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

/** The headers that the balancer writes itself. */
const rewritten = new Set([
  'content-length',
  'host',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-amzn-trace-id',
])

/** The header names that ALB keeps when it drops invalid ones. */
const validName = /^[-A-Za-z0-9]+$/

/** The head that a target gets: the client's fields in their order and case, and the balancer's own. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html */
export function requestHead({ scope, balancer, listener, request }: Exchange): string {
  const { attributes } = balancer
  const { fields, framing, method, source } = request
  const isOn = (name: string) => attributes.get(name) === 'true'
  const given = fields.get('host') ?? balancer.DNSName
  const host = isOn('routing.http.preserve_host_header.enabled') ? given : hostFor(given, listener)
  let head = `${method} ${request.target} HTTP/1.1\r\nHost: ${host}\r\n`
  head += endToEnd(fields, rewritten, isOn('routing.http.drop_invalid_header_fields.enabled'))
  const address = isOn('routing.http.xff_client_port.enabled')
    ? `${source.address}:${source.port}`
    : source.address
  head += forwardedFor(attributes.get('routing.http.xff_header_processing.mode'), fields, address)
  head +=
    `X-Forwarded-Proto: ${listener.Protocol === 'HTTPS' ? 'https' : 'http'}\r\n` +
    `X-Forwarded-Port: ${listener.Port}\r\n` +
    `X-Amzn-Trace-Id: ${traceId(scope.clock.now(), fields.get('x-amzn-trace-id'))}\r\n`
  if (isWebSocket(request)) head += `Connection: Upgrade\r\nUpgrade: ${fields.get('upgrade')}\r\n`
  if (framing === 'chunked') return `${head}Transfer-Encoding: chunked\r\n\r\n`
  return fields.get('content-length') !== undefined || !bodiless.has(method)
    ? `${head}Content-Length: ${framing}\r\n\r\n`
    : `${head}\r\n`
}

const bodiless = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'])

/** Upgrades go through for WebSockets alone. */
export const isWebSocket = ({ fields, minor }: HttpRequest): boolean => {
  const upgrade = fields.get('upgrade')
  if (upgrade === undefined || minor === 0) return false
  return upgrade.toLowerCase() === 'websocket' && !!namedByConnection(fields)?.has('upgrade')
}

/** A listener's port joins the host when it is no default one, and leaves it when it is. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#host-header-preservation */
function hostFor(given: string, { Port }: ListenerRecord): string {
  if (Port === 80 || Port === 443)
    return given.endsWith(`:${Port}`) ? given.slice(0, -`:${Port}`.length) : given
  return /:\d+$/.test(given) ? given : `${given}:${Port}`
}

function forwardedFor(mode: string | undefined, fields: Fields, address: string): string {
  const given = fields.get('x-forwarded-for')
  if (mode === 'remove') return ''
  if (mode === 'preserve') return given === undefined ? '' : `X-Forwarded-For: ${given}\r\n`
  return `X-Forwarded-For: ${given ? `${given}, ${address}` : address}\r\n`
}

/** The fields that a message's Connection field names. */
export function namedByConnection(fields: Fields): Set<string> | undefined {
  const connection = fields.get('connection')?.toLowerCase()
  if (!connection || connection === 'keep-alive' || connection === 'close') return undefined
  return new Set(connection.split(/[\t ]*,[\t ]*/))
}

/** A message's fields as they came, without those of the connection it came by. */
export function endToEnd(fields: Fields, besides: Set<string>, validOnly = false): string {
  const named = namedByConnection(fields)
  let lines = ''
  for (let index = 0; index < fields.flat.length; index += 3) {
    const name = fields.flat[index + 1]!
    if (hopByHop.has(name) || besides.has(name) || named?.has(name)) continue
    if (validOnly && !validName.test(name)) continue
    lines += `${fields.flat[index]}: ${fields.flat[index + 2]}\r\n`
  }
  return lines
}

const responseAttribute = /^routing\.http\.response\.(\w+)\.header_value$/

/** The response headers by a listener's attributes: the lines it sets, and the names that targets cannot set. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html */
export function listenersOwn({ attributes }: ListenerRecord): {
  lines: string
  names: Set<string>
} {
  const names = new Set<string>()
  let lines = ''
  for (const [key, value] of attributes) {
    const name = value && responseAttribute.exec(key)?.[1]?.replaceAll('_', '-')
    if (!name) continue
    names.add(name)
    lines += `${name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase())}: ${value}\r\n`
  }
  if (attributes.get('routing.http.response.server.enabled') === 'false') names.add('server')
  return { lines, names }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html */
function traceId(now: Date, given: string | undefined): string {
  const random = randomUUID()
  const id = random.slice(0, 8) + random.slice(9, 13) + random.slice(24)
  const own = `1-${Math.floor(now.getTime() / 1000).toString(16)}-${id}`
  if (given === undefined) return `Root=${own}`
  return /(^|;)\s*Root=/.test(given) ? `Self=${own};${given}` : `Root=${own};${given}`
}
