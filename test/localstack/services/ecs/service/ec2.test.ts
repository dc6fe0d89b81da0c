import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DeleteServiceCommand } from '@aws-sdk/client-ecs'
import { openEcs, storyOf } from '../../../../support/ecs.ts'
import { openTarget } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

const cases = [
  { launchType: 'EC2', what: 'EC2' },
  { launchType: undefined, what: 'no launch type, with a definition for Fargate' },
  { launchType: 'EXTERNAL', what: 'EXTERNAL' },
  { launchType: 'MANAGED_INSTANCES', what: 'MANAGED_INSTANCES' },
] as const

for (const { launchType, what } of cases)
  test(`a service on ${what} is answered as by a cluster without container instances`, async () => {
    await using target = await openTarget()
    await using app = await openEcs(target)
    const isBridge = launchType === 'EXTERNAL'
    await app.register(
      {},
      {
        requiresCompatibilities: [launchType ?? 'FARGATE'],
        ...(isBridge && { networkMode: 'bridge' }),
      },
    )
    const { subnets } = app.networkConfiguration.awsvpcConfiguration
    const service = await app.createService({
      launchType,
      networkConfiguration: isBridge ? undefined : { awsvpcConfiguration: { subnets } },
    })
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

test('a public address for tasks on container instances is rejected', async () => {
  await using target = await openTarget()
  await using app = await openEcs(target)
  await app.register()
  await assert.rejects(app.createService({ launchType: undefined }), {
    name: 'InvalidParameterException',
    message: 'Assign public IP is not supported for this launch type.',
  })
  await assert.rejects(app.runTask({ launchType: 'EC2' }), {
    name: 'InvalidParameterException',
    message: 'Assign public IP is not supported for this launch type.',
  })
})
