import type { IncomingMessage, ServerResponse } from 'node:http'
import { duplexPair, type Duplex } from 'node:stream'
import { plainAddress } from '../../../kernel/address.ts'
import { request as send } from '../../../kernel/http.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { accept } from './accept.ts'
import type { ListenerRecord } from '../records.ts'

interface Reached {
  scope: Scope
  listener: ListenerRecord
}

/** Takes a request from the emulator's own port to a listener, over a connection within the process. */
export function handOver(
  reached: Reached,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const [near, far] = duplexPair()
  accept({ ...reached, source: sourceOf(request) }, far)
  near.on('close', () => far.destroy())
  const attempt = send({
    createConnection: () => near,
    method: request.method,
    path: request.url,
    headers: without(answeredHere, request.rawHeaders),
  })
  attempt.on('response', (answer) => {
    const headers = without(ofOneConnection, answer.rawHeaders)
    const reason = answer.statusMessage!.replaceAll(notInReason, '')
    response.writeHead(answer.statusCode!, reason, headers)
    answer.on('error', () => response.destroy())
    answer.pipe(response)
  })
  attempt.on('error', () => response.destroy())
  response.on('close', () => near.destroy())
  request.pipe(attempt)
}

/** Leaves a connection of the emulator's own port to a listener, its first request included. */
export function handOverConnection(
  reached: Reached,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const { method, url, rawHeaders } = request
  const lines = [`${method} ${url} HTTP/1.1`]
  for (let index = 0; index < rawHeaders.length; index += 2)
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`)
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]))
  accept({ ...reached, source: sourceOf(request) }, socket)
}

const sourceOf = ({ socket }: IncomingMessage) => ({
  address: plainAddress(socket.remoteAddress),
  port: socket.remotePort ?? 0,
})

/** Node reads reason phrases with these and does not write them. */
// oxlint-disable-next-line no-control-regex
const notInReason = /[^\t\x20-\x7e\x80-\xff]/g

const answeredHere = new Set(['expect'])
const ofOneConnection = new Set(['connection', 'keep-alive', 'transfer-encoding'])

function without(names: Set<string>, rawHeaders: string[]): string[] {
  const kept: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2)
    if (!names.has(rawHeaders[index]!.toLowerCase()))
      kept.push(rawHeaders[index]!, rawHeaders[index + 1]!)
  return kept
}
