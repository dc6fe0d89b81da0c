import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { AwsApi } from './gateway/api.ts'
import { pageFault } from './gateway/browser-guard.ts'
import type { Contract } from './gateway/contract.ts'
import { isFromTask, isKeptFromTasks } from './services/ecs/public.ts'
import { createServer } from './kernel/http.ts'
import { readBody } from './kernel/read-body.ts'
import type { Emulator, ServiceDefinition } from './services/service.ts'
import { ownNames } from './gateway/own-names.ts'

/**
 * The one port: an application behind a load balancer first, then, unless the request is from a web page of another origin, a
 * service's own HTTP (registry, OIDC issuer), LocalStack's `/_localstack/*`, and AWS calls.
 */
export function createGateway(
  emulator: Emulator,
  services: ServiceDefinition[],
  contract: Contract,
): Server {
  const api = new AwsApi(emulator, services)
  const names = ownNames(emulator)
  const traffic = services.flatMap((service) => service.traffic ?? [])
  const channels = services.flatMap((service) => service.upgrades ?? [])
  const upgradable = (request: IncomingMessage) =>
    [...traffic, ...channels].find(({ canUpgrade }) => canUpgrade(request, emulator))
  const server = createServer(
    {
      requestTimeout: 0,
      keepAliveTimeout: 65_000,
      shouldUpgradeCallback: (request) => upgradable(request) !== undefined,
    },
    (request, response) => {
      const answer = async () => {
        if (traffic.some(({ route }) => route(request, response, emulator))) return
        const fault = pageFault(request, names)
        if (fault) return send(response, 403, `${fault}\n`)
        if (isKeptFromTasks(request.url) && (await isFromTask(emulator, request.socket)))
          return send(response, 403, `A task may not ask for ${request.url}.\n`)
        if (!isSigned(request)) {
          if (services.some((service) => service.route?.(request, response, emulator))) return
          if (contract.route(request, response)) return
        }
        await answerCall(emulator, api, { request, response })
      }
      answer().catch((error: Error) => {
        emulator.log('gateway', `request failed: ${error.message}`)
        if (response.headersSent) response.destroy()
        else send(response, 500, `The emulator failed: ${error.message}\n`)
      })
    },
  )
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    try {
      const found = upgradable(request)!
      if (channels.includes(found) && pageFault(request, names))
        return void socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')
      found.upgrade(request, socket, head, emulator)
    } catch (error) {
      emulator.log('gateway', `request failed: ${(error as Error).message}`)
      socket.destroy()
    }
  })
  server.on('connect', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    socket.unshift(head)
    const service = services.find(({ connect }) => connect)
    if (service) service.connect!(request, socket, emulator)
    else socket.destroy()
  })
  return server
}

async function answerCall(
  emulator: Emulator,
  api: AwsApi,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const { method, headers, url } = request
  const expected = api.expect(request)
  const body = await readBody(request, expected.maxBody)
  if (method !== 'POST' && !isQuery(request) && !expected.absent)
    return send(
      response,
      404,
      `Nothing answers ${request.method} ${request.url} here: AWS calls are POST /.\n`,
    )
  const fromTask = emulator.settings.enforceIam && (await isFromTask(emulator, request.socket))
  const answer =
    body.length > expected.maxBody && !expected.absent
      ? api.tooLarge(expected, request)
      : await api.answer(expected, { method, headers, body, url, fromTask }, endpointOf(request))
  if (answer.stream) {
    response.writeHead(answer.status, answer.headers)
    return pipeline(answer.stream, response).catch(() => {})
  }
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': Buffer.byteLength(answer.body),
  })
  response.end(answer.body)
}

function send(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
}

/** An AWS call by its header, whatever its path: REST services have paths like those of the registry, and bucket names. */
const isSigned = ({ headers }: IncomingMessage) =>
  headers.authorization?.startsWith('AWS4-HMAC-SHA256') ?? false

/** A call of the query or EC2 protocol in a URL, as presigned ones are. */
const isQuery = ({ method, url = '' }: IncomingMessage) =>
  method === 'GET' && /^\/?\?(.*&)?Action=/.test(url)

/**
 * The daemon trusts a registry without TLS on localhost alone, so the client's port is kept and its host is not;
 * but a client to which AWS's own names lead here is answered by those.
 */
export function endpointOf(request: IncomingMessage): string {
  const { host = '' } = request.headers
  if (host.endsWith('.amazonaws.com')) return host
  const port = /:(\d+)$/.exec(host)?.[1]
  return `localhost:${port ?? request.socket.localPort}`
}
