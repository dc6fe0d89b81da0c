import {
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as connect,
  type ServerResponse,
} from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { Duplex } from 'node:stream'
import type { Upstream } from './routes.ts'

/** Forwards requests, each on a connection of its own, and counts those that are not finished. */
export class Proxy {
  readonly #underway = new Map<string, number>()

  forward(request: IncomingMessage, response: ServerResponse, upstream: Upstream): void {
    const end = this.#begin(upstream)
    response.once('close', () => {
      end()
      outgoing.destroy()
    })
    const outgoing = connect({
      ...upstream,
      method: request.method,
      path: request.url,
      headers: forwarded(request),
      agent: false,
    })
    outgoing.on('response', (incoming) => {
      response.writeHead(incoming.statusCode!, incoming.statusMessage, endToEnd(incoming))
      incoming.on('error', () => response.destroy()).pipe(response)
    })
    outgoing.on('error', ({ message }) => {
      if (response.headersSent) return response.destroy()
      console.error(`${request.method} ${request.url} to ${upstream.host}: ${message}`)
      respond(response, 502)
    })
    request.pipe(outgoing)
  }

  /** Connects a client with its upstream for another protocol, as WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, upstream: Upstream): void {
    const end = this.#begin(upstream)
    socket.once('close', end).on('error', () => socket.destroy())
    const { connection, upgrade } = request.headers
    const outgoing = connect({
      ...upstream,
      method: request.method,
      path: request.url,
      headers: { ...forwarded(request), connection, upgrade },
      agent: false,
    })
    outgoing.on('error', () => socket.destroy())
    outgoing.on('response', (incoming) => {
      socket.write(headOf(incoming))
      incoming.pipe(socket)
    })
    outgoing.on('upgrade', (incoming, other, head) => {
      socket.write(headOf(incoming))
      socket.write(head)
      other.on('error', () => socket.destroy()).on('close', () => socket.destroy())
      socket.on('close', () => other.destroy())
      socket.pipe(other).pipe(socket)
    })
    outgoing.end()
  }

  /** Waits until no request to an upstream is underway, at most this long. Returns how many are left. */
  async drain(upstream: Upstream, seconds: number): Promise<number> {
    const deadline = performance.now() + seconds * 1000
    const count = () => this.#underway.get(keyOf(upstream)) ?? 0
    while (count() > 0 && performance.now() < deadline) await delay(50)
    return count()
  }

  #begin(upstream: Upstream): () => void {
    const key = keyOf(upstream)
    const change = (by: number) => {
      const count = (this.#underway.get(key) ?? 0) + by
      if (count > 0) this.#underway.set(key, count)
      else this.#underway.delete(key)
    }
    change(1)
    return () => change(-1)
  }
}

const keyOf = ({ host, port }: Upstream) => `${host}:${port}`

/** Answers a request that no upstream answers. */
export function respond(response: ServerResponse, status: 404 | 502): void {
  const text = { 404: 'not found', 502: 'bad gateway' }[status]
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
}

/** The headers of one connection only. RFC 9110, 7.6.1. */
const hopByHop = ['connection', 'keep-alive', 'proxy-connection', 'te', 'upgrade']

/** The headers that an application gets from a load balancer. */
function forwarded({ headers, socket }: IncomingMessage): OutgoingHttpHeaders {
  const named = [...hopByHop, ...(headers.connection ?? '').toLowerCase().split(/\s*,\s*/)]
  const kept = Object.entries(headers).filter(([name]) => !named.includes(name))
  const clients = [headers['x-forwarded-for'], socket.remoteAddress?.replace(/^::ffff:/, '')]
  return {
    ...Object.fromEntries(kept),
    'x-forwarded-for': clients.filter(Boolean).join(', '),
    'x-forwarded-proto': headers['x-forwarded-proto'] ?? 'http',
    'x-forwarded-port': headers['x-forwarded-port'] ?? String(socket.localPort),
  }
}

/** The raw headers of a response without those of its connection. */
function endToEnd({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.filter((_, index) => {
    const name = rawHeaders[index - (index % 2)]!.toLowerCase()
    return name !== 'transfer-encoding' && !hopByHop.includes(name)
  })
}

function headOf({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`]
  for (let index = 0; index < rawHeaders.length; index += 2)
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}
