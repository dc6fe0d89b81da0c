import { randomUUID } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { createServer, request as send } from '../../../kernel/http.ts'
import { type ConnectClient, connectToOne, endpointsFor } from './endpoints.ts'

const clients = new WeakMap<Duplex, ConnectClient>()

/** Takes a task's connection to a client alias, as the Service Connect proxy beside it does. */
export function serveAlias(socket: Duplex, client: ConnectClient): void {
  if (client.alias.appProtocol !== 'http') return void relay(socket, client)
  clients.set(socket, client)
  server().emit('connection', socket)
}

/** Balances connections. */
async function relay(socket: Duplex, client: ConnectClient): Promise<void> {
  const peer = await connectToOne(endpointsFor(client))
  if (!peer) return void socket.destroy()
  peer.on('error', () => socket.destroy())
  socket.on('close', () => peer.destroy())
  peer.on('close', () => socket.destroy())
  socket.pipe(peer).pipe(socket)
}

let shared: Server | undefined

/** Reads the requests of all connections. It listens nowhere. */
function server(): Server {
  shared ??= createServer({ requestTimeout: 0, keepAliveTimeout: 300_000 }, (request, response) => {
    void forward(request, response)
  })
  return shared
}

/** The time for a request, in seconds, unless the configuration has another: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html */
const requestTimeout = 15

/** Balances requests, and answers as Envoy does where no task can: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter */
async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const client = clients.get(request.socket)!
  const endpoints = endpointsFor(client)
  if (endpoints.length === 0) return answer(response, 503, 'no healthy upstream')
  const socket = await connectToOne(endpoints)
  if (!socket)
    return answer(
      response,
      503,
      'upstream connect error or disconnect/reset before headers. reset reason: connection failure',
    )
  const outgoing = send({
    createConnection: () => socket,
    method: request.method,
    path: request.url,
    headers: {
      ...endToEnd(request.headers),
      'x-forwarded-proto': 'http',
      'x-request-id': request.headers['x-request-id'] ?? randomUUID(),
    },
  })
  const { perRequestTimeoutSeconds: seconds = requestTimeout } = client.alias.timeout ?? {}
  const timer =
    seconds > 0
      ? setTimeout(() => {
          answer(response, 504, 'upstream request timeout')
          outgoing.destroy()
        }, seconds * 1000)
      : undefined
  response.on('close', () => {
    clearTimeout(timer)
    outgoing.destroy()
  })
  outgoing.on('response', (incoming) => {
    response.writeHead(incoming.statusCode!, {
      ...endToEnd(incoming.headers),
      server: 'envoy',
    })
    incoming.on('error', () => response.destroy())
    incoming.pipe(response)
  })
  outgoing.on('error', () =>
    answer(
      response,
      503,
      'upstream connect error or disconnect/reset before headers. reset reason: connection termination',
    ),
  )
  request.on('error', () => outgoing.destroy())
  request.pipe(outgoing)
}

function answer(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, { 'content-type': 'text/plain', server: 'envoy' }).end(text)
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]

const endToEnd = (headers: OutgoingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name)))
