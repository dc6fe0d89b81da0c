import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { request as send } from '../http.ts'
import type { Scope } from '../operation.ts'
import { requestHeaders } from './headers.ts'
import type { Listener } from './listener.ts'
import { ruleFor } from './matching.ts'
import { choose } from './proxy.ts'
import { wayTo } from './way.ts'

export interface Upgrade {
  scope: Scope
  listener: Listener
  request: IncomingMessage
  socket: Duplex
  head: Buffer
}

/** Takes a connection upgrade (a WebSocket) to a target and joins the two connections. */
export function serveUpgrade({ scope, listener, request, socket, head }: Upgrade): void {
  const [action] = ruleFor(scope, listener, request).Actions
  const chosen = action?.Type === 'forward' ? choose(scope, action, request) : undefined
  socket.on('error', () => socket.destroy())
  if (!chosen) return refuse(socket, '503 Service Temporarily Unavailable')
  const { group, target } = chosen
  const place = wayTo(scope, group, { id: target.Id, port: target.Port })
  if (!place) return refuse(socket, '504 Gateway Time-out')
  const headers = [
    ...requestHeaders(request, listener),
    'Connection',
    'Upgrade',
    'Upgrade',
    request.headers.upgrade ?? '',
  ]
  const attempt = send({
    ...place,
    agent: false,
    method: request.method,
    path: request.url,
    headers,
  })
  attempt.on('error', () => socket.destroy())
  attempt.on('response', (answer) => {
    socket.write(statusLine(answer))
    answer.pipe(socket)
  })
  attempt.on('upgrade', (answer, stream, firstBytes) => {
    socket.write(statusLine(answer))
    if (firstBytes.length > 0) socket.write(firstBytes)
    if (head.length > 0) stream.write(head)
    join(socket, stream)
  })
  socket.on('close', () => attempt.destroy())
  attempt.end()
}

const refuse = (socket: Duplex, status: string): void =>
  void socket.end(
    `HTTP/1.1 ${status}\r\nServer: awselb/2.0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
  )

function join(a: Duplex, b: Duplex): void {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    from.pipe(to)
    from.on('error', () => to.destroy())
    from.on('close', () => to.destroy())
  }
}

function statusLine({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  let text = `HTTP/1.1 ${statusCode} ${statusMessage}\r\n`
  for (let index = 0; index < rawHeaders.length; index += 2)
    text += `${rawHeaders[index]}: ${rawHeaders[index + 1]}\r\n`
  return `${text}\r\n`
}
