import { createServer } from 'node:http'
import { startControl } from './control.ts'
import { Proxy, respond } from './proxy.ts'
import { Routes } from './routes.ts'

/** The container that has the host's port: `node index.ts <port> <file of the routes> <control socket>`. */
const [port, file, socket] = process.argv.slice(2)
const routes = new Routes(file!)
const proxy = new Proxy()

const server = createServer({ requestTimeout: 0, keepAliveTimeout: 65_000 })
server.on('request', (request, response) => {
  const route = routes.match({ host: request.headers.host ?? '', path: request.url! })
  if (route) proxy.forward(request, response, route.upstream)
  else respond(response, 404)
})
server.on('upgrade', (request, connection, head) => {
  // What the client sent behind its request belongs to the other protocol.
  connection.unshift(head)
  const route = routes.match({ host: request.headers.host ?? '', path: request.url! })
  if (route) proxy.upgrade(request, connection, route.upstream)
  else connection.destroy()
})
server.listen(Number(port))
const control = startControl(socket!, { routes, proxy })

process.on('SIGTERM', () => {
  control.close()
  server.close(() => process.exit(0))
  server.closeIdleConnections()
})
