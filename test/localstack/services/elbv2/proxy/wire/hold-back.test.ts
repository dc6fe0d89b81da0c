import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Writable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { breakOff, holdBack } from '../../../../../../localstack/http1/hold-back.ts'

/** A stream that is held back, with what has come out of it. */
function heldBack() {
  let sent = ''
  const stream = new Writable({
    write(data: Buffer, _encoding, done) {
      sent += data.toString()
      done()
    },
  })
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
  assert.deepEqual([one.sent(), other.sent()], ['ac', 'b'])
})

test('a stream that ends within its turn sends all that was held back', async () => {
  const { stream, sent } = heldBack()
  stream.write('last words')
  stream.end()
  await nextTurn()
  assert.equal(sent(), 'last words')
})

test('a stream that is broken off sends what was held back first', () => {
  const { stream, sent } = heldBack()
  stream.write('this far')
  breakOff(stream)
  assert.equal(sent(), 'this far')
  assert.ok(stream.destroyed)
})

test('a stream that is destroyed within its turn harms no other', async () => {
  const [gone, other] = [heldBack(), heldBack()]
  gone.stream.destroy()
  other.stream.write('still here')
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
  assert.equal(sent(), 'later')
})
