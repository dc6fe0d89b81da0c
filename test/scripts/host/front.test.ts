import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, request, type RequestListener } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json, text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import type { Route, RouteCondition } from '../../../scripts/host/front/routes.ts'
import { freePort } from '../../support/ports.ts'
import { until } from '../../support/until.ts'

/** The front as a host runs it: a program of its own. */

const folder = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
const programs = join(import.meta.dirname, '../../../scripts/host/front')
const socketPath = join(folder, 'control')
const port = await freePort()
let front: ReturnType<typeof spawn>

async function start(): Promise<void> {
  const args = [join(programs, 'index.ts'), String(port), join(folder, 'routes.json'), socketPath]
  front = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  await until('the front to start', () =>
    control('GET', '/routes').then(
      () => true,
      () => false,
    ),
  )
}

async function stop(): Promise<void> {
  front.kill()
  await once(front, 'close')
}

async function control(method: string, path: string, body?: object): Promise<unknown> {
  const sent = request({ socketPath, method, path }).end(body && JSON.stringify(body))
  const [response] = await once(sent, 'response')
  return json(response)
}

const setRoute = (service: string, route: Route | undefined, drainSeconds = 10) =>
  control('PUT', `/routes/${service}`, { route, drainSeconds })

const route = (at: number, conditions: RouteCondition[] = [], priority = 100): Route => ({
  upstream: { host: '127.0.0.1', port: at },
  priority,
  conditions,
})

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { at: (server.address() as AddressInfo).port, [Symbol.dispose]: () => void server.close() }
}

async function get(path: string, headers: Record<string, string> = {}) {
  const [response] = await once(request({ port, path, headers, agent: false }).end(), 'response')
  return { status: response.statusCode, headers: response.headers, body: await text(response) }
}

before(start)
after(async () => {
  await stop()
  rmSync(folder, { recursive: true })
})

test('a request is forwarded by the first rule that it matches', async () => {
  using one = await serve((_, response) => response.end('one'))
  using two = await serve((_, response) => response.end('two'))
  using rest = await serve((_, response) => response.end('rest'))
  const paths: RouteCondition = { field: 'path-pattern', values: ['/api/*', '/v?'] }
  const hosts: RouteCondition = { field: 'host-header', values: ['*.Example.com'] }
  await setRoute('rest', route(rest.at, [], 50_001))
  await setRoute('two', route(two.at, [paths], 2))
  await setRoute('one', route(one.at, [paths, hosts], 1))
  const host = { host: 'shop.example.com:80' }
  assert.equal((await get('/api/a?b=/', host)).body, 'one')
  assert.equal((await get('/api/a')).body, 'two')
  assert.equal((await get('/v1')).body, 'two')
  assert.equal((await get('/v12')).body, 'rest')
  assert.equal((await get('/API/a', host)).body, 'rest')
  assert.equal((await get('/?/api/', host)).body, 'rest')
  for (const service of ['one', 'two', 'rest']) await setRoute(service, undefined)
  assert.deepEqual(await get('/api/a').then(({ status, body }) => [status, body]), [
    404,
    'not found',
  ])
})

test('headers and bodies arrive as they were sent, with the address of the client', async () => {
  using server = await serve((incoming, response) => {
    response.setHeader('set-cookie', ['a=1', 'b=2'])
    void text(incoming).then((body) =>
      response.writeHead(201, 'Made').end(JSON.stringify([incoming.headers, body])),
    )
  })
  await setRoute('server', route(server.at))
  const headers = { 'x-forwarded-for': '203.0.113.5', 'keep-alive': '1', host: 'example.com' }
  const sent = request({ port, method: 'POST', path: '/', headers, agent: false })
  sent.write('a'.repeat(100_000))
  sent.end('b')
  const [response] = await once(sent, 'response')
  const [received, body] = (await json(response)) as [Record<string, string>, string]
  assert.equal(body.length, 100_001)
  assert.equal(received.host, 'example.com')
  assert.match(received['x-forwarded-for']!, /^203\.0\.113\.5, (127\.0\.0\.1|::1)$/)
  assert.equal(received['x-forwarded-proto'], 'http')
  assert.equal(received['keep-alive'], undefined)
  assert.equal(response.statusMessage, 'Made')
  assert.deepEqual(response.headers['set-cookie'], ['a=1', 'b=2'])
})

test('an upstream that does not answer is a bad gateway', async () => {
  await setRoute('server', route(await freePort()))
  assert.equal((await get('/')).status, 502)
})

test('a change of the route is over when the requests before it are', async () => {
  const arrived = Promise.withResolvers<void>()
  const waiting = Promise.withResolvers<void>()
  using old = await serve((_, response) => {
    arrived.resolve()
    void waiting.promise.then(() => response.end('old'))
  })
  using later = await serve((_, response) => response.end('new'))
  await setRoute('server', route(old.at))
  const slow = get('/')
  await arrived.promise
  assert.deepEqual(await setRoute('server', route(later.at), 0.2), { left: 1 })
  assert.equal((await get('/')).body, 'new')
  await setRoute('server', route(old.at))
  const changing = setRoute('server', route(later.at), 60)
  await until('new requests to go to the new upstream', async () => {
    const routes = (await control('GET', '/routes')) as Record<string, Route>
    return routes.server!.upstream.port === later.at
  })
  assert.equal((await get('/')).body, 'new')
  waiting.resolve()
  assert.deepEqual(await changing, { left: 0 })
  assert.equal((await slow).body, 'old')
})

test('a connection is upgraded to another protocol', async () => {
  const server = createServer().on('upgrade', (_, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n')
    socket.pipe(socket)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  await setRoute('server', route((server.address() as AddressInfo).port))
  const socket = connect(port)
  socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n')
  let received = ''
  socket.setEncoding('utf8').on('data', (data: string) => {
    received += data
    if (data.endsWith('\r\n\r\n')) socket.write('hello')
    if (received.endsWith('hello')) socket.end()
  })
  await once(socket, 'close')
  assert.match(received, /^HTTP\/1\.1 101 .*\r\n\r\nhello$/s)
  server.close()
})

test('the routes outlast a restart', async () => {
  using server = await serve((_, response) => response.end('kept'))
  await setRoute('server', route(server.at))
  await stop()
  await start()
  assert.equal((await get('/')).body, 'kept')
})
