import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** Returns true if a request asks for a WebSocket. */
export const asksForWebSocket = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && /^websocket$/i.test(headers.upgrade ?? '')

/** Completes the handshake; false if the request's is broken, which has been answered then: https://www.rfc-editor.org/rfc/rfc6455#section-4.2 */
export function acceptHandshake({ headers }: IncomingMessage, socket: Duplex): boolean {
  const key = headers['sec-websocket-key'] ?? ''
  if (headers['sec-websocket-version'] !== '13') {
    rejectHandshake(socket, '426 Upgrade Required', 'Sec-WebSocket-Version: 13\r\n')
    return false
  }
  if (!/^[A-Za-z0-9+/]{22}==$/.test(key)) {
    rejectHandshake(socket, '400 Bad Request')
    return false
  }
  const accept = createHash('sha1').update(`${key}${magic}`).digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  )
  return true
}

/** Answers a request that gets no WebSocket. */
export const rejectHandshake = (socket: Duplex, status: string, headers = ''): void =>
  void socket.end(`HTTP/1.1 ${status}\r\n${headers}Content-Length: 0\r\nConnection: close\r\n\r\n`)

const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
