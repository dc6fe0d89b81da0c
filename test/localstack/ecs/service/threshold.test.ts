import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ThresholdConfiguration } from '@aws-sdk/client-ecs'
import { threshold } from '../../../../localstack/ecs/service/circuit-breaker.ts'
import { rollingConfiguration } from '../../../../localstack/ecs/service/configuration.ts'
import type { Service } from '../../../../localstack/ecs/service/service.ts'

const of = (desiredCount: number, thresholdConfiguration?: ThresholdConfiguration) =>
  threshold({
    desiredCount,
    deploymentConfiguration: rollingConfiguration({
      deploymentCircuitBreaker: { enable: true, rollback: true, thresholdConfiguration },
    }),
  } as Service)

test('half of the tasks, at least 3 and at most 200, may fail', () => {
  assert.deepEqual(
    [0, 1, 6, 7, 25, 399, 400, 401, 1000].map((count) => of(count)),
    [3, 3, 3, 4, 13, 200, 200, 200, 200],
  )
})

test('another share, bounded or not, or a count', () => {
  assert.equal(of(10, { type: 'BOUNDED_PERCENT', value: 100 }), 10)
  assert.equal(of(10, { type: 'BOUNDED_PERCENT', value: 10 }), 3)
  assert.equal(of(10, { type: 'UNBOUNDED_PERCENT', value: 10 }), 1)
  assert.equal(of(1000, { type: 'UNBOUNDED_PERCENT', value: 50 }), 500)
  assert.equal(of(10, { type: 'COUNT', value: 7 }), 7)
})
