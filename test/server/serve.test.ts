import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, get, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { serve } from '../../server/serve.ts'

const patient = 60_000

/** Serves `/slow`, which answers when the test says so, and everything else at once. */
async function start() {
  const slow = Promise.withResolvers<ServerResponse>()
  const { server, drain } = await serve(({ url }, response) => {
    if (url === '/slow') slow.resolve(response)
    else response.end('quick')
  }, 0)
  const { port } = server.address() as AddressInfo
  return { server, drain, port, slow: slow.promise }
}

async function ask(port: number, path: string, agent = new Agent()) {
  const [response] = (await once(get({ port, path, agent }), 'response')) as [IncomingMessage]
  return { response, body: await text(response) }
}

test('what is in flight is finished, and until then others are answered', async () => {
  const { server, drain, port, slow } = await start()
  const answer = ask(port, '/slow', new Agent({ keepAlive: true }))
  const response = await slow
  const drained = drain(patient)
  assert.equal((await ask(port, '/')).body, 'quick')
  response.end('done')
  assert.equal((await answer).body, 'done')
  assert.equal((await answer).response.headers.connection, 'close')
  await drained
  assert.equal(server.listening, false)
})

test('an answer that has begun is finished, and its kept connection is then closed', async () => {
  const { drain, port, slow } = await start()
  const answer = ask(port, '/slow', new Agent({ keepAlive: true }))
  const response = await slow
  response.write('half ')
  const drained = drain(patient)
  response.end('done')
  assert.equal((await answer).body, 'half done')
  await drained
})

test('an idle connection is closed', async () => {
  const { drain, port } = await start()
  const socket = connect(port, 'localhost')
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await once(socket, 'data')
  const ended = once(socket, 'end')
  await drain(patient)
  await ended
})

test('a request that outlasts the deadline is cut off', async () => {
  const { drain, port, slow } = await start()
  const answer = assert.rejects(ask(port, '/slow'), { code: 'ECONNRESET' })
  await slow
  await drain(1)
  await answer
})

test('a load balancer that keeps connections for 60 s never meets a closed one', async () => {
  const { server, drain } = await start()
  assert.ok(server.keepAliveTimeout > 60_000)
  await drain(patient)
})

test('a port in use is a sentence', async () => {
  const { drain, port } = await start()
  await assert.rejects(
    serve(() => {}, port),
    { message: `port ${port} is in use: stop what listens there, or set HTTP_PORT` },
  )
  await drain(patient)
})
