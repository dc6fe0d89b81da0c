import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTarget } from '../../support/target.ts'

test('the health page lists the services, as LocalStack does', async () => {
  await using target = await openTarget()
  const health = (await (await fetch(`${target.url}/_localstack/health`)).json()) as {
    services: Record<string, string>
    edition: string
    version: string
  }
  for (const name of ['ecr', 'ecs', 'elbv2', 'ec2', 'iam', 'sts', 'logs'])
    assert.equal(health.services[name], 'available')
  assert.ok(health.edition && health.version)
  assert.equal((await fetch(`${target.url}/_localstack/health`, { method: 'HEAD' })).status, 200)
})

test('the info page has the members clients read', async () => {
  await using target = await openTarget()
  const info = (await (await fetch(`${target.url}/_localstack/info`)).json()) as object
  for (const member of [
    'version',
    'edition',
    'is_license_activated',
    'session_id',
    'system',
    'server_time_utc',
    'uptime',
  ])
    assert.ok(member in info, member)
})

test('the init page reports stages, and an unknown stage is a 404', async () => {
  await using target = await openTarget()
  const ready = await fetch(`${target.url}/_localstack/init/ready`)
  assert.deepEqual(await ready.json(), { completed: true, scripts: [] })
  assert.equal((await fetch(`${target.url}/_localstack/init/lunch`)).status, 404)
})
