import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ServiceEvent } from '@aws-sdk/client-ecs'
import { EventLines } from '../../../scripts/release/event-lines.ts'

const createdAt = new Date(2020, 10, 21, 12, 0, 1)
const event = (id: string, message: string): ServiceEvent => ({ id, createdAt, message })
const unhealthy = (task: string) =>
  `(service api) (task ${task.repeat(32)}) (port 80) is unhealthy in (target-group arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop-api/1) due to (reason Request timed out)`

test('problems that differ by their task alone are one line', () => {
  const lines = new EventLines({
    events: [event('1', '(service api) has reached a steady state.')],
  })
  const started = event('2', `(service api) has started 1 tasks: (task ${'a'.repeat(32)}).`)
  assert.deepEqual(
    lines.add({ events: [event('3', unhealthy('a')), started, event('1', 'old')] }),
    [
      '2020-11-21 12:00:01 has started 1 tasks.',
      '2020-11-21 12:00:01 (port 80) is unhealthy in (target-group shop-api) due to (reason Request timed out)',
    ],
  )
  assert.deepEqual(
    lines.add({ events: [event('4', unhealthy('b')), event('3', unhealthy('a'))] }),
    [],
  )
  const again = event('5', `(service api) has started 1 tasks: (task ${'c'.repeat(32)}).`)
  assert.deepEqual(lines.add({ events: [again] }), ['2020-11-21 12:00:01 has started 1 tasks.'])
  assert.deepEqual(lines.problems(), [
    '(port 80) is unhealthy in (target-group shop-api) due to (reason Request timed out) (2 times)',
  ])
})
