import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeFrame, FrameReader, opcode } from '../../../localstack/websocket/frame.ts'
import { maskedFrame } from '../../support/websocket-frame.ts'

const read = (...chunks: Buffer[]) => {
  const reader = new FrameReader(70_000)
  return chunks.flatMap((chunk) => [...reader.read(chunk)])
}

for (const length of [0, 1, 125, 126, 127, 65_535, 65_536])
  test(`a frame of ${length} bytes is read, in whatever pieces it comes`, () => {
    const payload = Buffer.alloc(length, 'frame')
    const bytes = maskedFrame(opcode.binary, payload)
    const expected = [{ final: true, opcode: opcode.binary, payload }]
    assert.deepEqual(read(bytes), expected)
    const cut = Array.from({ length: 15 }, (_, index) => bytes.subarray(index, index + 1))
    assert.deepEqual(read(...cut, bytes.subarray(15)), expected)
  })

test('several frames in one chunk are read one by one', () => {
  const frames = ['a', 'b'].map((text) => maskedFrame(opcode.text, Buffer.from(text)))
  assert.deepEqual(
    read(Buffer.concat(frames)).map(({ payload }) => payload.toString()),
    ['a', 'b'],
  )
})

test('a frame of the server is whole and unmasked, with the shortest length', () => {
  assert.deepEqual(
    encodeFrame(opcode.binary, Buffer.from('hi')),
    Buffer.from('\x82\x02hi', 'latin1'),
  )
  assert.equal(encodeFrame(opcode.binary, Buffer.alloc(126)).toString('hex', 0, 4), '827e007e')
  assert.equal(
    encodeFrame(opcode.binary, Buffer.alloc(65_536)).toString('hex', 0, 10),
    '827f0000000000010000',
  )
})

const broken: [what: string, bytes: Buffer, code: number][] = [
  ['is not masked', encodeFrame(opcode.text, Buffer.from('a')), 1002],
  ['has a reserved bit', flip(maskedFrame(opcode.text, Buffer.from('a')), 0x40), 1002],
  ['has a reserved opcode', maskedFrame(3, Buffer.from('a')), 1002],
  ['is a long control frame', maskedFrame(opcode.ping, Buffer.alloc(126)), 1002],
  ['is a control frame in pieces', flip(maskedFrame(opcode.ping, Buffer.alloc(1)), 0x80), 1002],
  ['is too long', maskedFrame(opcode.text, Buffer.alloc(70_001)), 1009],
  ['announces 2^63 bytes', Buffer.from('82ff7fffffffffffffff00000000', 'hex'), 1009],
]
for (const [what, bytes, code] of broken)
  test(`a frame that ${what} is rejected with ${code}`, () => {
    assert.throws(() => read(bytes), { code })
  })

function flip(bytes: Buffer, bit: number): Buffer {
  bytes[0]! ^= bit
  return bytes
}
