import assert from 'node:assert/strict'
import { request } from 'node:http'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { Session } from '@aws-sdk/client-ecs'
import { opcode } from '../../../../../localstack/websocket/frame.ts'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { enter, executeCommand, startExecTask } from '../../../../support/exec-session.ts'
import { openTarget, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'
import { maskedFrame } from '../../../../support/websocket-frame.ts'

describe('the data channel', () => {
  let target: Target
  let app: Ecs
  let session: Session
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
    session = await executeCommand(app, await startExecTask(target, app), 'sh -c "read line"')
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const handshake = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  }

  /** Asks for the channel, and returns the status and the headers of the answer. */
  const ask = (headers: Record<string, string>, url = session.streamUrl!) => {
    const { promise, resolve, reject } = Promise.withResolvers<{
      status: number | undefined
      accept: unknown
    }>()
    request(url.replace('ws', 'http'), { headers: { ...handshake, ...headers }, agent: false })
      .on('upgrade', ({ statusCode, headers: answer }, socket) => {
        socket.destroy()
        resolve({ status: statusCode, accept: answer['sec-websocket-accept'] })
      })
      .on('response', (response) => {
        response.resume()
        resolve({ status: response.statusCode, accept: undefined })
      })
      .on('error', reject)
      .end()
    return promise
  }

  /** Completes the handshake on a bare socket, sends the bytes, and returns the code of the close frame. */
  const closedWith = (...frames: Buffer[]) => {
    const { host, hostname, port, pathname, search } = new URL(session.streamUrl!)
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    const socket = connect(Number(port), hostname)
    const lines = Object.entries({ host, ...handshake }).map(([name, value]) => `${name}: ${value}`)
    socket.write(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    for (const frame of frames) socket.write(frame)
    let bytes = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => (bytes = Buffer.concat([bytes, chunk])))
    socket.on('error', reject)
    socket.on('close', () => {
      const frame = bytes.subarray(bytes.indexOf('\r\n\r\n') + 4)
      const at = frame.indexOf(0x88)
      resolve(at < 0 ? 0 : frame.readUInt16BE(at + 2))
    })
    return promise
  }
  const text = (content: string, isLast = true) =>
    maskedFrame(opcode.text, Buffer.from(content), isLast)
  const wrongToken = text('{"TokenValue":"wrong"}')

  test('opens with the handshake of RFC 6455', async () => {
    assert.deepEqual(await ask({}), { status: 101, accept: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=' })
  })

  test('does not open for a page of another origin, or by a name that such a page may own', async () => {
    assert.equal((await ask({ origin: 'https://example.com' })).status, 403)
    assert.equal((await ask({ host: 'example.com' })).status, 403)
  })

  test('does not open for a session that is not there, another role or another version', async () => {
    const url = session.streamUrl!
    assert.equal((await ask({}, url.replace(session.sessionId!, 'other'))).status, 404)
    assert.equal((await ask({}, url.replace('publish_subscribe', 'subscribe'))).status, 400)
    assert.equal((await ask({ 'sec-websocket-version': '8' })).status, 426)
    assert.equal((await ask({ 'sec-websocket-key': 'short' })).status, 400)
  })

  for (const [what, frames, code] of [
    ['the wrong token', [wrongToken], 1008],
    ['no JSON', [text('token')], 1008],
    [
      'a token in pieces that is wrong',
      [text('{"Token', false), maskedFrame(0, Buffer.from('Value":"x"}'))],
      1008,
    ],
    ['a piece of nothing', [maskedFrame(0, Buffer.from('x'))], 1002],
    ['a message in another one', [text('a', false), wrongToken], 1002],
    ['a message that is too long', [maskedFrame(opcode.binary, Buffer.alloc(65_537))], 1009],
    [
      'many pieces that are too long',
      Array.from({ length: 3 }, (_, i) =>
        maskedFrame(i === 0 ? 1 : 0, Buffer.alloc(30_000), false),
      ),
      1009,
    ],
    ['a close frame', [maskedFrame(opcode.close, Buffer.alloc(0))], 1000],
  ] as [string, Buffer[], number][])
    test(`closes with ${code} after ${what}`, async () => {
      assert.equal(await closedWith(...frames), code)
    })

  test('answers a ping', async () => {
    const ping = maskedFrame(opcode.ping, Buffer.from('keepalive'))
    const { hostname, port, pathname, search, host } = new URL(session.streamUrl!)
    const socket = connect(Number(port), hostname)
    const lines = Object.entries({ host, ...handshake }).map(([name, value]) => `${name}: ${value}`)
    socket.write(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    socket.write(ping)
    let answer = ''
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')))
    await until('a pong', () => answer.endsWith('\x8a\x09keepalive'))
    socket.destroy()
  })

  test('takes a token once', async () => {
    const entered = enter(session)
    await until('the session to be taken', async () => (await ask({})).status === 404)
    await assert.rejects(enter(session).ended, /does not open/)
    entered.input.write('line\n')
    assert.equal(await entered.ended, '')
  })
})
