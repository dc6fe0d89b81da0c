import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Time, wait } from '../../../scripts/release/wait.ts'

function fakeTime(): Time & { passed: number[] } {
  let now = 0
  const passed: number[] = []
  return {
    passed,
    now: () => now,
    pass: async (ms) => {
      passed.push(ms)
      now += ms
    },
  }
}

test('a wait looks until there is a result, and returns it', async () => {
  const time = fakeTime()
  const looks = [undefined, undefined, 'there']
  const found = await wait({ for: 'it', seconds: 10, look: async () => looks.shift() }, time)
  assert.equal(found, 'there')
  assert.deepEqual(time.passed, [1000, 1000])
})

test('a wait that times out reports the last observation', async () => {
  const time = fakeTime()
  let looks = 0
  const lines: string[] = []
  const waiting = wait(
    {
      for: 'the task to stop',
      seconds: 10,
      every: 5,
      look: async () => void looks++,
      observed: () => `${looks} looks`,
      progress: (line) => lines.push(line),
    },
    time,
  )
  await assert.rejects(waiting, {
    message: 'timed out after 10 s waiting for the task to stop: 3 looks',
  })
  assert.deepEqual(lines, [
    'waiting for the task to stop: 1 looks',
    'waiting for the task to stop: 2 looks',
  ])
  assert.equal(looks, 3)
})

test('a look that fails ends the wait at once', async () => {
  const look = () => Promise.reject(new Error('rolled back'))
  await assert.rejects(wait({ for: 'it', seconds: 10, look }, fakeTime()), {
    message: 'rolled back',
  })
})
