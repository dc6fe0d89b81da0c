import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guarded, hasPassed, systemClock } from '../../../localstack/kernel/clock.ts'

const at = (ms: number) => ({ ...systemClock(), now: () => new Date(ms) })

test('a deadline passes when its time has come', () => {
  const deadline = new Date(10_000)
  assert.equal(hasPassed(at(0), deadline, 10_000), false)
  assert.equal(hasPassed(at(9999), deadline, 10_000), false)
  assert.equal(hasPassed(at(10_000), deadline, 10_000), true)
})

test('a deadline that is farther away than it ever was has passed: the clock was set back', () => {
  assert.equal(hasPassed(at(-1), new Date(10_000), 10_000), true)
})

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
