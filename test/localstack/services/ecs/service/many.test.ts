import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DescribeClustersCommand } from '@aws-sdk/client-ecs'
import { openEcs } from '../../../../support/ecs.ts'
import { openTarget } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

test('ten services of two tasks each reach their steady state', async () => {
  await using target = await openTarget()
  await using app = await openEcs(target)
  await app.register()
  const services = await Promise.all(
    Array.from({ length: 10 }, () => app.createService({ desiredCount: 2 })),
  )
  for (const service of services)
    await until(
      `${service} to be steady`,
      async () => {
        const { events } = await app.describeService(service)
        return events![0]!.message!.endsWith('has reached a steady state.')
      },
      { timeoutMs: 180_000 },
    )
  const { clusters } = await app.ecs.send(new DescribeClustersCommand({ clusters: [app.cluster] }))
  assert.equal(clusters![0]!.runningTasksCount, 20)
  assert.equal(clusters![0]!.activeServicesCount, 10)
})
