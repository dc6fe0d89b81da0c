import type { Framing } from './body.ts'
import { type Fields, parseFields } from './fields.ts'

/** A target's answer. */
export interface HttpResponse {
  status: number
  reason: string
  fields: Fields
  framing: Framing
  /** True if another request may follow on its connection. */
  reusable: boolean
}

/** A target's head may have 32 K: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-502-issues */
export const responseLimits = { total: 32_768, line: 32_768, field: 32_768 }

const statusLine = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: ([^\0\r\n]*))?$/

/** Reads the head of the answer to a request of this method; undefined when it is malformed. */
export function parseResponse(head: string, method: string): HttpResponse | undefined {
  const end = head.indexOf('\r\n')
  const line = statusLine.exec(end < 0 ? head : head.slice(0, end))
  const fields = parseFields(head, end < 0 ? head.length : end + 2)
  if (!line || !fields) return undefined
  const status = Number(line[2])
  const framing = framingOf(fields, bodiless(status, method))
  if (framing === undefined) return undefined
  const connection = fields.get('connection')?.toLowerCase()
  const stays = line[1] === '1' ? connection !== 'close' : connection === 'keep-alive'
  const certain = !(fields.get('transfer-encoding') && fields.get('content-length'))
  const reusable = stays && certain && framing !== 'close'
  return { status, reason: line[3] ?? '', fields, framing, reusable }
}

/** RFC 9112, section 6.3. */
const bodiless = (status: number, method: string) =>
  method === 'HEAD' || status === 204 || status === 304 || status < 200

function framingOf(fields: Fields, isBodiless: boolean): Framing | undefined {
  const lengths = fields.all('content-length')
  const coding = fields.get('transfer-encoding')?.toLowerCase()
  if (lengths.some((length) => !/^\d{1,15}$/.test(length) || length !== lengths[0]))
    return undefined
  if (isBodiless) return 0
  if (coding !== undefined) return coding === 'chunked' ? 'chunked' : undefined
  return lengths.length > 0 ? Number(lengths[0]) : 'close'
}
