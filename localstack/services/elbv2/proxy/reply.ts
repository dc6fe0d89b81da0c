import { STATUS_CODES } from '../../../kernel/http.ts'
import { listenersOwn } from './headers.ts'
import type { ListenerRecord } from '../records.ts'
import type { Reply } from './exchange.ts'

const reasons: Record<number, string> = {
  ...STATUS_CODES,
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
}

/** The balancer's own page for a status, byte for byte as ALB writes it. */
export function statusPage(status: number, headers: Record<string, string> = {}): Reply {
  const title = reasons[status] ? `${status} ${reasons[status]}` : String(status)
  const body =
    `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n` +
    `<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`
  return { status, type: 'text/html', body, headers }
}

/** The properties of a written reply. */
interface Manner {
  date: Date
  keepAlive: boolean
  withBody: boolean
  listener: ListenerRecord
}

/** A reply as it goes to the client. */
export function written(
  { status, type, body, headers = {} }: Reply,
  { date, keepAlive, withBody, listener }: Manner,
): Buffer {
  const own = listenersOwn(listener)
  const fields = {
    ...(!own.names.has('server') && { Server: 'awselb/2.0' }),
    Date: date.toUTCString(),
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    Connection: keepAlive ? 'keep-alive' : 'close',
    ...headers,
  }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `HTTP/1.1 ${status} ${reasons[status] ?? ''}\r\n${lines.join('')}${own.lines}\r\n`
  return Buffer.from(withBody ? head + body : head)
}
