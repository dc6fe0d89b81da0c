import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guarded, systemClock } from '../../../localstack/kernel/clock.ts'

test('the steady clock does not go back', () => {
  const clock = systemClock()
  const first = clock.steady()
  assert.ok(clock.steady() >= first)
})

test('a callback that throws is logged, and ends nothing', async () => {
  const lines: string[] = []
  const clock = guarded(systemClock(1000), (_topic, message) => void lines.push(message))
  const fail = () => {
    throw new Error('broken')
  }
  clock.race(0, fail)
  clock.wait(0, fail)
  await new Promise<void>((resolve) => clock.race(20, resolve))
  assert.deepEqual(lines, ['a timed step failed: broken', 'a timed step failed: broken'])
})

test('a cancelled callback is not called', async () => {
  const clock = guarded(systemClock(), () => {})
  let called = false
  clock.race(0, () => (called = true))()
  await new Promise<void>((resolve) => clock.race(20, resolve))
  assert.equal(called, false)
})
