import { once } from 'node:events'
import { createServer } from 'node:http'

/** Listens on `path` as a Docker engine that has nothing and cannot start anything, so that tasks end soon. */
export async function startEngine(path: string): Promise<AsyncDisposable> {
  const server = createServer((request, response) => {
    request.resume()
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const url = request.url ?? ''
    if (url.includes('/events')) response.writeHead(200).flushHeaders()
    else if (url.includes('/containers/json')) answer(200, [])
    else if (url.includes('/volumes') && request.method === 'GET') answer(200, { Volumes: null })
    else if (request.method === 'GET') answer(404, { message: 'no such object' })
    else answer(500, { message: 'this engine starts nothing' })
  }).listen(path)
  await once(server, 'listening')
  return {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
