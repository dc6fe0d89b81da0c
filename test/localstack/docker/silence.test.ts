import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { dockerAt } from '../../../localstack/docker/index.ts'

/** An engine that does to each connection, once a request has come, what `answer` does. */
async function openEngine(answer: (socket: Socket) => void) {
  const directory = await mkdtemp(join(tmpdir(), 'docker-cloud-engine-'))
  const path = join(directory, 'docker.sock')
  const sockets = new Set<Socket>()
  const engine = { answer }
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    socket.once('data', () => engine.answer(socket))
  }).listen(path)
  await once(server, 'listening')
  const lines: string[] = []
  return {
    path,
    lines,
    docker: dockerAt(path, (_topic, message) => void lines.push(message)),
    answerBy(next: (socket: Socket) => void) {
      engine.answer = next
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n'
const whole = (socket: Socket) => void socket.end(`${head}Content-Length: 2\r\n\r\n[]`)

describe('an engine', { concurrency: true }, () => {
  test('that accepts and never answers is given up, and logged once until it is back', async () => {
    await using engine = await openEngine(() => {})
    const { docker, lines, path } = engine
    const message = `The Docker engine at ${path} has not answered for 10 s.`
    const asked = [
      docker.containers.list({}),
      docker.images.inspect('x'),
      docker.networks.inspect('x'),
      docker.volumes.list({}),
      docker.containers.stats('x'),
      docker.events({ labels: {}, actions: [] }, () => {}),
      docker.logs('x')[Symbol.asyncIterator]().next(),
    ]
    for (const question of asked) await assert.rejects(question, { message, status: 0 })
    assert.deepEqual(lines, [message])

    engine.answerBy(whole)
    await docker.containers.list({})
    await docker.containers.list({})
    assert.deepEqual(lines, [message, `The Docker engine at ${path} answers again.`])
  })

  test('that never answers a change is given up too', async () => {
    await using engine = await openEngine(() => {})
    const { containers, volumes } = engine.docker
    const message = /has not answered for 30 s/
    await Promise.all(
      [
        containers.create('x', { Image: 'x' }),
        containers.start('x'),
        containers.remove('x'),
        containers.kill('x', 'SIGKILL'),
        containers.stop('x', 0),
        volumes.create('x', {}),
        volumes.remove('x'),
      ].map((change) => assert.rejects(change, message)),
    )
  })

  test('that stops half-way through an answer is given up', async () => {
    await using engine = await openEngine((socket) =>
      socket.write(`${head}Content-Length: 9\r\n\r\n[{"Id"`),
    )
    await assert.rejects(engine.docker.containers.list({}), /has not answered for 10 s/)
  })

  test('that breaks an answer off, or answers with no JSON, is an error', async () => {
    await using engine = await openEngine((socket) =>
      socket.end(`${head}Content-Length: 9\r\n\r\n[{"Id"`),
    )
    await assert.rejects(engine.docker.containers.list({}), { name: 'DockerError', status: 0 })
    engine.answerBy((socket) => socket.end(`${head}Content-Length: 6\r\n\r\n[{"Id"`))
    await assert.rejects(engine.docker.containers.list({}), { name: 'DockerError', status: 0 })
  })

  test('may pause longer between events than before an answer', async () => {
    await using engine = await openEngine((socket) => {
      socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`)
      const line = '{"Action":"die","Actor":{"ID":"1","Attributes":{}}}\n'
      setTimeout(() => socket.write(`${line.length.toString(16)}\r\n${line}\r\n`), 12_000)
    })
    const event = Promise.withResolvers<string>()
    const interest = { labels: {}, actions: ['die'] }
    const subscription = await engine.docker.events(interest, ({ Action }) => event.resolve(Action))
    assert.equal(await event.promise, 'die')
    subscription.close()
    await subscription.ended
  })

  test('whose answer has no end is given up', async () => {
    await using engine = await openEngine((socket) => {
      const chunk = Buffer.alloc(1024 * 1024, ' ')
      socket.write(`${head}\r\n`)
      const more = () => {
        while (!socket.destroyed && socket.write(chunk));
      }
      socket.on('drain', more)
      more()
    })
    await assert.rejects(engine.docker.containers.list({}), /exceeds \d+ bytes/)
  })

  test('whose output has no line end is read in pieces, each with its time', async () => {
    const time = '2026-11-27T10:00:00.000000001Z '
    const frame = Buffer.alloc(8 + 16_384)
    frame[0] = 1
    frame.writeUInt32BE(16_384, 4)
    frame.fill('a', 8)
    frame.write(time, 8)
    await using engine = await openEngine((socket) => {
      socket.write(
        'HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.multiplexed-stream\r\n\r\n',
      )
      for (let count = 0; count < 64; count++) socket.write(frame)
      socket.end()
    })
    const lengths: number[] = []
    for await (const { message, timestamp } of engine.docker.logs('x')) {
      assert.equal(timestamp.toISOString(), '2026-11-27T10:00:00.000Z')
      lengths.push(message.length)
    }
    assert.ok(lengths.length >= 4 && Math.max(...lengths) < 300_000, String(lengths))
  })
})
