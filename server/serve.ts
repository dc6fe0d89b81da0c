import { once } from 'node:events'
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'

/** Longer than the load balancer's idle timeout of 60 s: otherwise it would reuse a closed connection. */
const keepAliveTimeout = 65_000

export interface Serving {
  server: Server
  drain: (deadline: number) => Promise<void>
}

/** Serves until drained: requests in flight are finished, and idle connections are closed. */
export async function serve(listener: RequestListener, port: number): Promise<Serving> {
  const inFlight = new Set<ServerResponse>()
  const server = createServer({ keepAliveTimeout })
  server.on('request', (_request, response) => {
    inFlight.add(response)
    response.on('close', () => inFlight.delete(response))
  })
  server.on('request', listener)
  server.listen(port)
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new Error(reasons[error.code ?? '']?.(port) ?? error.message, { cause: error })
  })
  return { server, drain: (deadline) => drain(server, inFlight, deadline) }
}

const reasons: Record<string, (port: number) => string> = {
  EADDRINUSE: (port) => `port ${port} is in use: stop what listens there, or set HTTP_PORT`,
  EACCES: (port) => `port ${port} is forbidden to this user: set HTTP_PORT to one above 1023`,
}

/** Listens while requests are in flight, so that a health check gets 503. */
async function drain(server: Server, inFlight: Set<ServerResponse>, deadline: number) {
  const timer = setTimeout(() => server.closeAllConnections(), deadline)
  for (const response of inFlight) {
    if (!response.headersSent) response.setHeader('connection', 'close')
  }
  await Promise.all(Array.from(inFlight, (response) => once(response, 'close')))
  const closed = once(server, 'close')
  server.close()
  await closed
  clearTimeout(timer)
}
