import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { type AppOptions, createApp } from '../../server/app.ts'

const release = { version: 'v1.2.3', revision: '0123abc' }

async function start(options: Partial<AppOptions> = {}) {
  const logged: Record<string, unknown>[] = []
  const app = createApp({
    release,
    isDraining: () => false,
    log: (message, fields) => logged.push({ message, ...fields }),
    ...options,
  })
  const server = createServer(app).listen(0)
  await once(server, 'listening')
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    logged,
    get: (path: string, init?: RequestInit) => fetch(url + path, init),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await server[Symbol.asyncDispose]()
    },
  }
}

test('/ greets', async () => {
  await using app = await start()
  const response = await app.get('/')
  assert.equal(response.status, 200)
  assert.equal(await response.text(), 'Hello, world.')
})

test('/ping is pong', async () => {
  await using app = await start()
  const response = await app.get('/ping')
  assert.equal(response.status, 200)
  assert.equal(await response.text(), 'pong')
})

test('/version tells what was released', async () => {
  await using app = await start()
  const response = await app.get('/version')
  assert.deepEqual(await response.json(), release)
})

test('while draining, /ping is 503 and connections are not kept', async () => {
  await using app = await start({ isDraining: () => true })
  const [ping, root] = [await app.get('/ping'), await app.get('/')]
  assert.equal(ping.status, 503)
  assert.equal(root.status, 200)
  assert.equal(root.headers.get('connection'), 'close')
})

test('an unknown path is a plain sentence', async () => {
  await using app = await start()
  for (const response of [await app.get('/nowhere'), await app.get('/', { method: 'POST' })]) {
    assert.equal(response.status, 404)
    assert.equal(await response.text(), 'There is nothing here.')
  }
})

test('a failure is a plain sentence to the client and a stack in the log', async () => {
  const isDraining = () => {
    throw new Error('a secret')
  }
  await using app = await start({ isDraining })
  const response = await app.get('/')
  assert.equal(response.status, 500)
  assert.equal(await response.text(), 'Something went wrong here, and it has been logged.')
  const error = app.logged.find(({ message }) => message === 'error')
  assert.match(String(error?.error), /^Error: a secret\n +at /)
})

test('a request that is broken is told so', async () => {
  const isDraining = () => {
    throw Object.assign(new Error('bad'), { status: 400 })
  }
  await using app = await start({ isDraining })
  const response = await app.get('/')
  assert.equal(response.status, 400)
  assert.equal(await response.text(), 'This request cannot be understood.')
})

test('it does not say what it is made of', async () => {
  await using app = await start()
  const { headers } = await app.get('/')
  assert.equal(headers.get('x-powered-by'), null)
  assert.equal(headers.get('server'), null)
})

test('each request is one line of the log, without its query', async () => {
  const logged = Promise.withResolvers<unknown>()
  await using app = await start({
    log: (message, { ms, ...fields } = {}) => logged.resolve([message, typeof ms, fields]),
  })
  await app.get('/ping?token=secret', { headers: { 'x-amzn-trace-id': 'Root=1' } })
  const fields = { method: 'GET', path: '/ping', status: 200, trace: 'Root=1', aborted: undefined }
  assert.deepEqual(await logged.promise, ['request', 'number', fields])
})
