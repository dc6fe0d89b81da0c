import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guarded, systemClock } from '../../../localstack/kernel/clock.ts'

test('the steady clock does not go back', () => {
  const clock = systemClock()
  const first = clock.steady()
  assert.ok(clock.steady() >= first)
})

test('the system clock divides waits by its rate, and races by nothing', ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const called: string[] = []
  for (const rate of [1, 20]) {
    const clock = systemClock(rate)
    assert.equal(clock.rate, rate)
    clock.wait(1000, () => called.push(`wait ${rate}`))
    clock.race(999, () => called.push(`race ${rate}`))
  }
  const after = (ms: number) => {
    mock.timers.tick(ms)
    return called.splice(0)
  }
  assert.deepEqual(after(49), [])
  assert.deepEqual(after(1), ['wait 20'])
  assert.deepEqual(after(948), [])
  assert.deepEqual(after(1), ['race 1', 'race 20'])
  assert.deepEqual(after(1), ['wait 1'])
})

test('the system clock calls nothing back that was cancelled', ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const clock = systemClock(20)
  const fail = () => assert.fail('called')
  clock.wait(1000, fail)()
  clock.race(1000, fail)()
  mock.timers.tick(1000)
})

test('the system clock has the time of the machine, whatever its rate', () => {
  const before = Date.now()
  const now = systemClock(1000).now().getTime()
  assert.ok(before <= now && now <= Date.now())
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
