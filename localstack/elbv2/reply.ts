import type { ServerResponse } from 'node:http'
import { STATUS_CODES } from '../http.ts'

const reasons: Record<number, string> = {
  ...STATUS_CODES,
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
}

/** The balancer's own page for a status, byte for byte as ALB writes it. */
export function reply(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
): void {
  const title = `${status} ${reasons[status]}`
  const page =
    `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n` +
    `<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`
  replyWith(response, { status, type: 'text/html', body: page, headers })
}

/** Any answer of the balancer's own. */
export function replyWith(
  response: ServerResponse,
  answer: { status: number; type: string; body: string; headers?: Record<string, string> },
): void {
  const { status, type, body, headers = {} } = answer
  response.writeHead(status, reasons[status], {
    Server: 'awselb/2.0',
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    ...headers,
  })
  response.end(body)
}
