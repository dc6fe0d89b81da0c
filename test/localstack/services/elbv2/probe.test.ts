import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemClock } from '../../../../localstack/kernel/clock.ts'
import { type CheckResult, probe } from '../../../../localstack/services/elbv2/probe.ts'
import type { TargetGroupRecord } from '../../../../localstack/services/elbv2/records.ts'

test('a check that cannot be sent fails', async () => {
  const group = {
    HealthCheckProtocol: 'HTTP',
    HealthCheckPath: '/\u{4e2d}',
    HealthCheckTimeoutSeconds: 0.01,
  } as TargetGroupRecord
  const { passed } = await new Promise<CheckResult>((resolve) => {
    probe(systemClock(), { group, place: { host: '127.0.0.1', port: 1 } }, resolve)
  })
  assert.equal(passed, false)
})
