import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { systemClock } from '../../../../localstack/kernel/clock.ts'
import { type CheckResult, probe } from '../../../../localstack/services/elbv2/probe.ts'
import { openServer } from '../../../support/balancer.ts'
import { privateAddress } from '../../../support/private-address.ts'
import type { TargetGroupRecord } from '../../../../localstack/services/elbv2/records.ts'

test('a check names the target’s registered address and port as its host', async () => {
  await using server = await openServer(({ headers }, response) =>
    response.writeHead(headers.host === '172.31.16.15:8080' ? 200 : 400).end(),
  )
  const { port } = server.address() as AddressInfo
  const group = {
    HealthCheckProtocol: 'HTTP',
    HealthCheckPath: '/',
    HealthCheckTimeoutSeconds: 60,
  } as TargetGroupRecord
  const { passed } = await new Promise<CheckResult>((resolve) => {
    const place = { host: privateAddress(), port }
    probe(systemClock(), { group, address: '172.31.16.15:8080', place }, resolve)
  })
  assert.equal(passed, true)
})

test('a check that cannot be sent fails', async () => {
  const group = {
    HealthCheckProtocol: 'HTTP',
    HealthCheckPath: '/\u{4e2d}',
    HealthCheckTimeoutSeconds: 0.01,
  } as TargetGroupRecord
  const place = { host: '127.0.0.1', port: 1 }
  const { passed } = await new Promise<CheckResult>((resolve) => {
    probe(systemClock(), { group, address: '172.31.16.15:1', place }, resolve)
  })
  assert.equal(passed, false)
})
