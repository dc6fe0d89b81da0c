import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSettings } from '../../../localstack/kernel/settings.ts'
import { openBalancer, openServer } from '../../support/balancer.ts'
import { openEmulator } from '../../support/target.ts'
import { until } from '../../support/until.ts'

test('CLOCK_RATE is a number from 0.1 to 100000, and 1 when it is not set', () => {
  const rate = (CLOCK_RATE: string) => readSettings({ CLOCK_RATE }).clockRate
  assert.deepEqual(['', '0.1', '20', '100000'].map(rate), [1, 0.1, 20, 100_000])
  for (const wrong of ['0', '0.09', '100001', 'fast'])
    assert.throws(() => rate(wrong), new RegExp(`^Error: CLOCK_RATE is '${wrong}', and it must be`))
})

test('CLOCK_RATE=1000 turns the 300 s between two health checks into 0.3 s', async () => {
  const { clockRate } = readSettings({ CLOCK_RATE: '1000' })
  await using target = await openEmulator({ clockRate })
  const balancer = await openBalancer(target, { HealthCheckIntervalSeconds: 300 })
  const checks: number[] = []
  await using server = await openServer((_request, response) => {
    checks.push(performance.now())
    response.end()
  })
  await balancer.register(server)
  await until('a second health check', () => checks.length >= 2)
  assert.ok(checks[1]! - checks[0]! >= 250, 'not earlier than the rate says')
})
