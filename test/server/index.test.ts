import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { freePort } from '../support/ports.ts'

function run(env: Record<string, string>, file = 'index.ts') {
  const path = `${import.meta.dirname}/../../server/${file}`
  return spawn(process.execPath, [path], { env, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function serving(env: Record<string, string> = {}) {
  const port = await freePort()
  const child = run({ HTTP_PORT: String(port), ...env })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const logged = async () =>
    JSON.parse((await lines.next()).value ?? '{}') as Record<string, unknown>
  const { time, ...listening } = await logged()
  assert.ok(!Number.isNaN(Date.parse(String(time))))
  return { port, child, logged, listening, exited: once(child, 'exit') }
}

test('it says where it listens and what it is', async () => {
  const { port, child, listening, exited } = await serving({
    APP_VERSION: 'v1.2.3',
    APP_REVISION: '0123abc',
  })
  const expected = { message: 'listening', port, version: 'v1.2.3', revision: '0123abc' }
  assert.deepEqual(listening, expected)
  child.kill()
  await exited
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} finishes the request that is coming in, and exits 0`, async () => {
    const { port, child, logged, exited } = await serving()
    const socket = connect(port, 'localhost')
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET /ping HTTP/1.1\r\n')
    await logged()
    child.kill(signal)
    assert.deepEqual({ ...(await logged()), time: 0 }, { time: 0, message: 'draining', signal })
    socket.write('Host: localhost\r\n\r\n')
    const [, ping] = (await text(socket)).split(/(?=HTTP\/1\.1)/)
    assert.match(ping ?? '', /^HTTP\/1.1 503 .*connection: close.*\r\n\r\ndraining$/is)
    assert.deepEqual(await exited, [0, null])
  })
}

test('a port in use is one sentence and exit 1', async () => {
  await using other = createServer().listen(0)
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const child = run({ HTTP_PORT: String(port) })
  const [error, exit] = await Promise.all([text(child.stderr), once(child, 'exit')])
  assert.equal(error, `port ${port} is in use: stop what listens there, or set HTTP_PORT\n`)
  assert.deepEqual(exit, [1, null])
})

test('a value that is no port is one sentence and exit 1', async () => {
  const child = run({ HTTP_PORT: 'http' })
  const [error, exit] = await Promise.all([text(child.stderr), once(child, 'exit')])
  assert.match(error, /^HTTP_PORT is "http", which is not a port: .*\n$/)
  assert.deepEqual(exit, [1, null])
})

test('the health check passes where the service answers, and nowhere else', async () => {
  const { port, child, exited } = await serving()
  const check = async () =>
    (await once(run({ HTTP_PORT: String(port) }, 'healthcheck.ts'), 'exit'))[0]
  assert.equal(await check(), 0)
  child.kill()
  await exited
  assert.equal(await check(), 1)
})
