import { rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import type { Proxy } from './proxy.ts'
import type { Route, Routes } from './routes.ts'

/** The body of PUT and DELETE. */
export interface RouteChange {
  /** Without it, the service has no route any more. */
  route?: Route
  /** The longest that requests to the upstream before may take. */
  drainSeconds: number
}

/**
 * Starts the API with which a release changes the routes: GET /routes, and PUT /routes/<service>,
 * which answers as soon as no request to the upstream before is underway. Only programs in this
 * container reach the socket.
 */
export function startControl(socket: string, { routes, proxy }: { routes: Routes; proxy: Proxy }) {
  rmSync(socket, { force: true })
  return createServer((request, response) => {
    answer(request).then(
      (value) => response.end(JSON.stringify(value)),
      (error: Error) => response.writeHead(400).end(JSON.stringify(error.message)),
    )
  }).listen(socket)

  async function answer(request: IncomingMessage) {
    if (request.method === 'GET') return routes.all()
    const service = request.url!.split('/').at(-1)!
    const { route, drainSeconds } = (await json(request)) as RouteChange
    const before = routes.set(service, route)
    const isReplaced = before && JSON.stringify(before.upstream) !== JSON.stringify(route?.upstream)
    return { left: isReplaced ? await proxy.drain(before.upstream, drainSeconds) : 0 }
  }
}
