import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DeleteServiceCommand } from '@aws-sdk/client-ecs'
import { openEcs, storyOf } from '../../../../support/ecs.ts'
import { openTarget } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

for (const launchType of ['EC2', 'EXTERNAL', 'MANAGED_INSTANCES'] as const)
  test(`a service on ${launchType} is answered as by a cluster without container instances`, async () => {
    await using target = await openTarget()
    await using app = await openEcs(target)
    await app.register({ memory: 64 }, { requiresCompatibilities: [launchType] })
    const service = await app.createService({ launchType })
    const found = await until('an event', async () => {
      const { events, ...rest } = await app.describeService(service)
      return events!.length > 0 && { events, ...rest }
    })
    assert.deepEqual(storyOf(found), [
      '(service S) was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
    ])
    assert.equal(found.runningCount, 0)
    assert.equal(found.pendingCount, 0)
    assert.equal(found.deployments![0]!.rolloutState, 'IN_PROGRESS')
    await app.ecs.send(new DeleteServiceCommand({ cluster: app.cluster, service, force: true }))
    await until('INACTIVE', async () => (await app.describeService(service)).status === 'INACTIVE')
  })
