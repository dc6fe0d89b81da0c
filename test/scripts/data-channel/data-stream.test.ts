import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { DataStream, type StreamOptions } from '../../../scripts/data-channel/data-stream.ts'
import { decodeMessage, encodeMessage, newMessage } from '../../../scripts/data-channel/message.ts'

/** Two ends of a channel. `deliver` of `way` decides what becomes of bytes on their way. */
function openPair(options: Partial<StreamOptions> = {}) {
  const clock = { now: 0 }
  const received: string[] = []
  const sent: Buffer[] = []
  const answers: Buffer[] = []
  const common = { fail: (error: Error) => assert.fail(error), now: () => clock.now }
  const sender = new DataStream({
    sends: 'output_stream_data',
    write: (bytes) => sent.push(bytes),
    deliver: () => {},
    ...common,
  })
  const receiver = new DataStream({
    sends: 'input_stream_data',
    write: (bytes) => answers.push(bytes),
    deliver: (_type, payload) => void received.push(payload.toString()),
    ...common,
    ...options,
  })
  return { clock, received, sent, answers, sender, receiver }
}

test('payloads arrive once and in order, whatever the order of the messages', async () => {
  const { received, sent, answers, sender, receiver } = openPair()
  for (const text of ['a', 'b', 'c', 'd']) await sender.send(1, Buffer.from(text))
  for (const index of [2, 1, 2, 0, 0, 3, 1]) {
    receiver.receive(sent[index]!)
    await turn()
  }
  assert.deepEqual(received, ['a', 'b', 'c', 'd'])
  for (const bytes of answers) sender.receive(bytes)
  await sender.flush()
})

test('a long payload is sent in pieces of 1024 bytes', async () => {
  const { sent, sender } = openPair()
  await sender.send(1, Buffer.alloc(2500))
  assert.deepEqual(
    sent.map((bytes) => decodeMessage(bytes)).map((m) => [m.sequence, m.flags, m.payload.length]),
    [
      [0, 1, 1024],
      [1, 0, 1024],
      [2, 0, 452],
    ],
  )
})

test('the oldest message is sent again, later each time, until it is acknowledged', async () => {
  const { clock, sent, answers, sender, receiver } = openPair()
  await sender.send(1, Buffer.from('a'))
  await sender.send(1, Buffer.from('b'))
  const at: number[] = []
  for (clock.now = 0; clock.now < 4000; clock.now += 100) {
    const before = sent.length
    sender.repeat()
    if (sent.length > before) at.push(clock.now)
  }
  assert.deepEqual(at, [200, 600, 1400, 2400, 3400])
  assert.ok(sent.slice(2).every((bytes) => bytes.equals(sent[0]!)))
  receiver.receive(sent[0]!)
  await receiver.delivered()
  for (const bytes of answers) sender.receive(bytes)
  clock.now += 5000
  sender.repeat()
  assert.ok(sent.at(-1)!.equals(sent[1]!))
})

test('what has been delivered is acknowledged again when it comes again', async () => {
  const { sent, answers, received, sender, receiver } = openPair()
  await sender.send(1, Buffer.from('a'))
  for (let time = 0; time < 3; time++) {
    receiver.receive(sent[0]!)
    await receiver.delivered()
  }
  assert.deepEqual(received, ['a'])
  assert.equal(answers.length, 3)
  const { type, payload } = decodeMessage(answers[0]!)
  assert.equal(type, 'acknowledge')
  assert.deepEqual(JSON.parse(payload.toString()), {
    AcknowledgedMessageType: 'output_stream_data',
    AcknowledgedMessageId: decodeMessage(sent[0]!).id,
    AcknowledgedMessageSequenceNumber: 0,
    IsSequentialMessage: true,
  })
})

test('nothing is acknowledged before it is taken, and a sender waits for that', async () => {
  const taking = Promise.withResolvers<void>()
  const { sent, answers, sender, receiver } = openPair({ deliver: () => taking.promise })
  let done = false
  const sending = sender.send(1, Buffer.alloc(1001 * 1024)).then(() => (done = true))
  await turn()
  assert.equal(sent.length, 1000)
  for (const bytes of sent) receiver.receive(bytes)
  await turn()
  assert.equal(answers.length, 0)
  assert.equal(done, false)
  taking.resolve()
  await receiver.delivered()
  for (const bytes of answers) sender.receive(bytes)
  await sending
  assert.equal(sent.length, 1001)
})

test('a payload that cannot be taken fails the stream', async () => {
  const failed = Promise.withResolvers<Error>()
  const { sent, sender, receiver } = openPair({
    deliver: () => Promise.reject(new Error('full')),
    fail: failed.resolve,
  })
  await sender.send(1, Buffer.from('a'))
  receiver.receive(sent[0]!)
  assert.equal((await failed.promise).message, 'full')
})

test('other messages are returned, and bytes that are none rejected', () => {
  const { receiver } = openPair()
  const closed = newMessage({ type: 'channel_closed', payload: Buffer.from('{}') })
  assert.deepEqual(receiver.receive(encodeMessage(closed)), closed)
  assert.throws(() => receiver.receive(Buffer.from('no message')), /too short/)
  const stray = newMessage({ type: 'acknowledge', payload: Buffer.from('no JSON') })
  assert.throws(() => receiver.receive(encodeMessage(stray)), SyntaxError)
})
