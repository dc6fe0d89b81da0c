import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  CreateServiceCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openTarget, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

describe('DeleteService', () => {
  let target: Target
  let app: Ecs
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const remove = (service: string, force?: boolean) =>
    app.ecs.send(new DeleteServiceCommand({ cluster: app.cluster, service, force }))

  test('is rejected while the desired count is above 0', async () => {
    await app.register({ image: 'localhost:1/nothing-here:1' })
    const service = await app.createService()
    await assert.rejects(remove(service), {
      name: 'InvalidParameterException',
      message: 'The service cannot be stopped while it is scaled above 0.',
    })
  })

  test('is rejected while a deployment replaces another', async () => {
    await app.register({ command: ['sleep', '60'], stopTimeout: 10 })
    const service = await app.createService()
    await app.rolledOut(service)
    const { cluster } = app
    const update = (settings: object) =>
      app.ecs.send(new UpdateServiceCommand({ cluster, service, ...settings }))
    await app.register({ image: 'localhost:1/nothing-here:1' })
    await update({ taskDefinition: app.family })
    await update({ desiredCount: 0 })
    await assert.rejects(remove(service), {
      name: 'InvalidParameterException',
      message: 'The service cannot be stopped while deployments are active.',
    })
  })

  test('drains with force, meanwhile holds name and cluster, and is then inactive', async () => {
    await app.register({ command: ['sleep', '60'] })
    const service = await app.createService()
    await until('a running task', async () => {
      return (await app.describeService(service)).runningCount === 1
    })
    const { service: deleted } = await remove(service, true)
    assert.equal(deleted!.status, 'DRAINING')
    const { cluster, family, networkConfiguration } = app
    await assert.rejects(
      app.ecs.send(
        new CreateServiceCommand({
          cluster,
          serviceName: service,
          taskDefinition: family,
          launchType: 'FARGATE',
          networkConfiguration,
        }),
      ),
      {
        name: 'InvalidParameterException',
        message: 'Unable to Start a service that is still Draining.',
      },
    )
    await assert.rejects(app.ecs.send(new DeleteClusterCommand({ cluster })), {
      name: 'ClusterContainsServicesException',
      message: 'The Cluster cannot be deleted while Services are active.',
    })
    await until('INACTIVE', async () => {
      const { status, runningCount, desiredCount } = await app.describeService(service)
      return status === 'INACTIVE' && runningCount === 0 && desiredCount === 0
    })
  })

  test('a cluster is not deleted while tasks run in it', async () => {
    await using other = await openEcs(target)
    await other.register()
    const { taskArn } = await other.runTask()
    await other.taskIn(taskArn!, 'RUNNING')
    await assert.rejects(other.ecs.send(new DeleteClusterCommand({ cluster: other.cluster })), {
      name: 'ClusterContainsTasksException',
      message: 'The Cluster cannot be deleted while Tasks are active.',
    })
  })
})
