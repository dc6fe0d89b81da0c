import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeMessage, encodeMessage, newMessage } from '../../../scripts/data-channel/message.ts'

/** The id and the payload of the tests of AWS's plugin: src/message/messageparser_test.go */
const message = newMessage({
  type: 'output_stream_data',
  sequence: 2,
  flags: 3,
  id: 'dd01e56b-ff48-483e-a508-b5f073f31b16',
  payloadType: 1,
  payload: Buffer.from('payload'),
})

test('a message has its fields where the plugin has them', () => {
  const bytes = encodeMessage(message)
  assert.equal(bytes.length, 120 + 7)
  assert.equal(bytes.readUInt32BE(0), 116)
  assert.equal(bytes.toString('latin1', 4, 36), 'output_stream_data'.padEnd(32))
  assert.equal(bytes.readUInt32BE(36), 1)
  assert.ok(Math.abs(Number(bytes.readBigUInt64BE(40)) - Date.now()) < 60_000)
  assert.equal(bytes.readBigInt64BE(48), 2n)
  assert.equal(bytes.readBigUInt64BE(56), 3n)
  // The second half of the UUID comes first.
  assert.equal(bytes.toString('hex', 64, 80), 'a508b5f073f31b16dd01e56bff48483e')
  assert.equal(
    bytes.toString('hex', 80, 112),
    '239f59ed55e737c77147cf55ad0c1b030b6d7ee748a7426952f9b852d5a935e5',
  )
  assert.equal(bytes.readUInt32BE(112), 1)
  assert.equal(bytes.readUInt32BE(116), 7)
  assert.equal(bytes.toString('latin1', 120), 'payload')
})

for (const payload of ['', 'a', '\0\x7f€'.repeat(500)])
  test(`a message with a payload of ${payload.length} characters is read as it was written`, () => {
    const written = { ...message, payload: Buffer.from(payload) }
    assert.deepEqual(decodeMessage(encodeMessage(written)), written)
  })

test('a type that is padded with zeros is read as well', () => {
  const bytes = encodeMessage(message)
  bytes.fill(0, 4 + 'output_stream_data'.length, 36)
  assert.equal(decodeMessage(bytes).type, 'output_stream_data')
})

const broken: [what: string, breakIt: (bytes: Buffer) => Buffer, reason: RegExp][] = [
  ['too short', (bytes) => bytes.subarray(0, 119), /119 bytes is too short/],
  ['empty', () => Buffer.alloc(0), /0 bytes is too short/],
  ['cut off', (bytes) => bytes.subarray(0, -1), /announces a payload of 7 bytes and has 6/],
  ['with another payload', (bytes) => bytes.fill('x', 120), /digest/],
  ['with another header', (bytes) => bytes.fill(1, 0, 4), /header of 16843009 bytes/],
]
for (const [what, breakIt, reason] of broken)
  test(`a message that is ${what} is rejected`, () => {
    assert.throws(() => decodeMessage(breakIt(encodeMessage(message))), reason)
  })
