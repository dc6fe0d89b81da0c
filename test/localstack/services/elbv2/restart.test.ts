import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openBalancer, openServer, publishedUrl } from '../../../support/balancer.ts'
import { openEmulator } from '../../../support/target.ts'
import { until } from '../../../support/until.ts'

test('balancers, listeners and targets outlive a restart, and targets are checked again', async (context) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'restart-'))
  context.after(() => rm(dataDir, { recursive: true }))
  await using server = await openServer((_request, response) => response.end('still here'))
  const before = await openEmulator({ dataDir, persistence: true })
  const { name, ...balancer } = await openBalancer(before)
  await balancer.register(server)
  const published = await balancer.published()
  await before[Symbol.asyncDispose]()

  await using after = await openEmulator({ dataDir, persistence: true })
  await until('an answer', async () => {
    const answer = await fetch(`${after.url}/_aws/elb/${name}/`)
    return (await answer.text()) === 'still here'
  })
  assert.equal(await publishedUrl(after, balancer.listenerArn), published)
  const { LoadBalancers } = (await (await fetch(`${after.url}/_aws/elb`)).json()) as {
    LoadBalancers: { LoadBalancerName: string; Listeners: { Port: number }[] }[]
  }
  assert.deepEqual(
    LoadBalancers.map(({ LoadBalancerName, Listeners }) => [LoadBalancerName, Listeners[0]!.Port]),
    [[name, 80]],
  )
})

test('a reset closes the published ports', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  const published = await balancer.published()
  assert.equal((await fetch(published)).status, 503)
  await fetch(`${target.url}/_localstack/state/reset`, { method: 'POST' })
  await assert.rejects(fetch(published))
})
