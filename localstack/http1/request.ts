import { framingOf, type FramingVerdict } from './desync.ts'
import type { Framing } from './body.ts'
import { type Fields, parseFields } from './fields.ts'

/** A request as a listener has received it. */
export interface HttpRequest {
  method: string
  /** The path and the query. */
  target: string
  /** The 0 or 1 of HTTP/1.0 and HTTP/1.1. */
  minor: 0 | 1
  fields: Fields
  /** The client's own end of the connection. */
  source: { address: string; port: number }
  /** The end of the body. */
  framing: Framing
  /** True if the request could be read in two ways, so that neither connection may be used again. */
  ambiguous: boolean
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
export const requestLimits = { total: 65_536, line: 16_384, field: 16_384 }

/** RFC 9112, section 3: the method is a token; the target has no control character. */
const requestLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]{1,127}) ([^\0\r\n]*[^\0\r\n ]) HTTP\/(\d)\.(\d)$/

/** RFC 9112, section 3.2.2: a target that brings its own host, which then counts. */
const absoluteForm = /^https?:\/\/([^/?#@]+)(\/.*)$/is

/** Parses a request's head, or gives the status that rejects it. */
export function parseRequest(
  head: string,
  source: HttpRequest['source'],
  mode: string,
): HttpRequest | number {
  const end = head.indexOf('\r\n')
  const line = requestLine.exec(end < 0 ? head : head.slice(0, end))
  if (!line) return 400
  const [, method = '', asked = '', major, minorText] = line
  if (major !== '1') return 505
  const minor = minorText === '0' ? 0 : 1
  const fields = parseFields(head, end < 0 ? head.length : end + 2)
  if (!fields) return 400
  const hosts = fields.all('host')
  if (hosts.length > 1 || (minor === 1 && hosts.length === 0)) return 400
  if (method === 'TRACE') return 405
  const [, authority, target = ''] = absoluteForm.exec(asked) ?? [asked, undefined, asked]
  if (authority !== undefined) fields.replace('host', authority)
  if (!target.startsWith('/') && target !== '*') return 400
  const verdict: FramingVerdict = framingOf({ method, target, minor, fields }, mode)
  if (typeof verdict === 'number') return verdict
  return { method, target, minor, fields, source, ...verdict }
}

/** True if the client keeps the connection open. */
export function keepsAlive({ minor, fields }: Pick<HttpRequest, 'minor' | 'fields'>): boolean {
  const connection = fields.get('connection')?.toLowerCase()
  if (connection === undefined) return minor === 1
  if (/(^|[\s,])close([\s,]|$)/.test(connection)) return false
  return minor === 1 || /(^|[\s,])keep-alive([\s,]|$)/.test(connection)
}
