import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rollingConfiguration } from '../../../../../localstack/services/ecs/service/configuration.ts'
import { type Counts, nextMoves } from '../../../../../localstack/services/ecs/service/rolling.ts'

const none: Counts = { desired: 2, current: 0, old: 0, healthyCurrent: 0, healthyOld: 0 }
const moves = (counts: Partial<Counts>, minimumHealthyPercent = 100, maximumPercent = 200) =>
  nextMoves({ ...none, ...counts }, rollingConfiguration({ minimumHealthyPercent, maximumPercent }))

test('all new tasks start at once when there is room', () => {
  assert.equal(moves({ old: 2, healthyOld: 2 }).start, 2)
})

test('old tasks stop only for new ones that are healthy', () => {
  const rolling = { current: 2, old: 2, healthyOld: 2 }
  assert.equal(moves(rolling).stopOld, 0)
  assert.equal(moves({ ...rolling, healthyCurrent: 1 }).stopOld, 1)
  assert.equal(moves({ ...rolling, healthyCurrent: 2 }).stopOld, 2)
})

test('the minimum is rounded up and the maximum down', () => {
  const { start, stopOld } = moves({ desired: 3, old: 3, healthyOld: 3 }, 50, 150)
  assert.equal(start, 1)
  assert.equal(stopOld, 1)
})

test('without room above, old tasks make room', () => {
  assert.deepEqual(moves({ old: 2, healthyOld: 2 }, 50, 100), {
    start: 0,
    stopOld: 1,
    stopCurrent: 0,
    blocked: false,
  })
})

test('percents that round to no room block', () => {
  assert.equal(moves({ desired: 1, old: 1, healthyOld: 1 }, 100, 150).blocked, true)
})

test('tasks beyond the desired count stop', () => {
  assert.equal(moves({ desired: 1, current: 3, healthyCurrent: 3 }).stopCurrent, 2)
})

test('a service of no tasks stops all', () => {
  assert.equal(moves({ desired: 0, current: 2, healthyCurrent: 2 }).stopCurrent, 2)
})

test('whatever the count and the percents, a rollout that has room keeps its floor and ceiling and ends', () => {
  for (let desired = 1; desired <= 12; desired++)
    for (const [minimum, maximum] of [
      [0, 100],
      [50, 100],
      [50, 150],
      [66, 134],
      [99, 199],
      [100, 101],
      [100, 150],
      [100, 200],
    ] as const) {
      const floor = Math.ceil((desired * minimum) / 100)
      const ceiling = Math.floor((desired * maximum) / 100)
      let [current, old] = [0, desired]
      for (let step = 0; step < 3 * desired && (current < desired || old > 0); step++) {
        const counts = { desired, current, old, healthyCurrent: current, healthyOld: old }
        const { start, stopOld, blocked } = moves(counts, minimum, maximum)
        if (blocked) break
        assert.ok(current + old + start <= ceiling, `${desired} at most ${maximum} %`)
        assert.ok(current + old - stopOld >= floor, `${desired} at least ${minimum} %`)
        current += start
        old -= stopOld
      }
      const hasRoom = floor < ceiling && (ceiling > desired || floor < desired)
      assert.deepEqual(
        [current, old],
        hasRoom ? [desired, 0] : [0, desired],
        `${desired} of ${minimum} to ${maximum} %`,
      )
    }
})
