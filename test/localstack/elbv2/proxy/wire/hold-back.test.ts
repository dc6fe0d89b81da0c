import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PassThrough } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { holdBack } from '../../../../../localstack/elbv2/proxy/wire/hold-back.ts'

/** A stream that is held back, with what has come out of it. */
function heldBack() {
  const stream = new PassThrough()
  let sent = ''
  stream.on('data', (data: Buffer) => (sent += data.toString()))
  holdBack(stream)
  return { stream, sent: () => sent }
}

test('what is written in one turn of the event loop goes out at its end, in order', async () => {
  const [one, other] = [heldBack(), heldBack()]
  one.stream.write('a')
  other.stream.write('b')
  holdBack(one.stream)
  one.stream.write('c')
  assert.deepEqual([one.sent(), other.sent()], ['', ''])
  await nextTurn()
  await nextTurn()
  assert.deepEqual([one.sent(), other.sent()], ['ac', 'b'])
})

test('a stream that ends within its turn sends all that was held back', async () => {
  const { stream, sent } = heldBack()
  stream.write('last words')
  stream.end()
  await nextTurn()
  await nextTurn()
  assert.equal(sent(), 'last words')
})

test('a stream that is destroyed within its turn harms no other', async () => {
  const [gone, other] = [heldBack(), heldBack()]
  gone.stream.destroy()
  other.stream.write('still here')
  await nextTurn()
  await nextTurn()
  assert.equal(other.sent(), 'still here')
})

test('a stream is held back anew in the next turn', async () => {
  const { stream, sent } = heldBack()
  await nextTurn()
  holdBack(stream)
  stream.write('later')
  assert.equal(sent(), '')
  await nextTurn()
  await nextTurn()
  assert.equal(sent(), 'later')
})
