import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { UpdateServiceCommand } from '@aws-sdk/client-ecs'
import { openBalancer } from '../../../../support/balancer.ts'
import { movableClock } from '../../../../support/clock.ts'
import { type Ecs, openEcs, storyOf } from '../../../../support/ecs.ts'
import { openEmulator, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

const broken = { image: 'localhost:1/nothing-here:1' }

describe('a service whose tasks fail', () => {
  const clock = { ...movableClock(), rate: 1 }
  let target: Target
  let app: Ecs
  before(async () => {
    target = await openEmulator({ clock })
    app = await openEcs(target)
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const failed = (service: string, count: number) =>
    until(`${count} failed tasks`, async () => {
      const found = await app.describeService(service)
      return found.deployments![0]!.failedTasks === count && found
    })
  const started = async (service: string) =>
    storyOf(await app.describeService(service)).filter((line) => line.includes('has started'))
      .length
  const update = (service: string, settings = {}) =>
    app.ecs.send(new UpdateServiceCommand({ cluster: app.cluster, service, ...settings }))

  test('starts them ever more slowly, at last every 15 minutes, until the task definition changes', async () => {
    await app.register(broken)
    const service = await app.createService()
    const pauses = [10, 20, 40, 80, 160, 320, 640, 900, 900]
    for (const [index, pause] of pauses.entries()) {
      await failed(service, index + 1)
      clock.forward(pause - 5)
      await update(service)
      assert.equal(await started(service), index + 1)
      clock.forward(5)
      await update(service)
    }
    const story = storyOf(await failed(service, pauses.length + 1))
    assert.ok(
      story.includes(
        '(service S) is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      ),
    )
    await app.register()
    await update(service, { taskDefinition: app.family })
    await until('a running task', async () => {
      return (await app.describeService(service)).runningCount === 1
    })
  })

  test('leaves a task that fails its checks alone while its grace period lasts', async () => {
    const { targetGroupArn, health } = await openBalancer(target)
    const service = await (async () => {
      await app.register({ environment: [{ name: 'STATUS', value: '404' }] })
      return app.createService({
        loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 8080 }],
        healthCheckGracePeriodSeconds: 600,
      })
    })()
    const description = 'Health checks failed with these codes: [404]'
    await until('an answer of the target', async () => {
      const [target] = await health()
      return target?.Description === description
    })
    await update(service)
    assert.equal(await started(service), 1)
    clock.forward(601)
    const story = await until('a replacement', async () => {
      const found = storyOf(await app.describeService(service))
      return found.length >= 5 && found
    })
    assert.deepEqual(story.slice(0, 5), [
      '(service S) has started 1 tasks: (task T1).',
      '(service S) registered 1 targets in (target-group ARN)',
      `(service S) (task T1) (port 8080) is unhealthy in (target-group ARN) due to (reason ${description})`,
      '(service S) has started 1 tasks: (task T2). Amazon ECS replaced 1 tasks due to an unhealthy status.',
      '(service S) has stopped 1 running tasks: (task T1).',
    ])
  })

  test('reports percents that leave no room to move', async () => {
    await app.register()
    const service = await app.createService({
      deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 150 },
    })
    await until('a running task', async () => {
      return (await app.describeService(service)).runningCount === 1
    })
    clock.forward(41)
    await app.rolledOut(service)
    await update(service, { forceNewDeployment: true })
    const story = await until('the event', async () => {
      const found = storyOf(await app.describeService(service))
      return found.at(-1)!.includes('was unable') && found
    })
    assert.equal(
      story.at(-1),
      '(service S) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
    )
    const { runningCount, deployments } = await app.describeService(service)
    assert.deepEqual([runningCount, deployments!.length], [1, 2])
  })

  test('without any check it is healthy 40 s after it runs, and stable before that', async () => {
    await app.register()
    const service = await app.createService()
    const stable = await until('a running task', async () => {
      const found = await app.describeService(service)
      return found.runningCount === found.desiredCount && found
    })
    assert.equal(stable.deployments!.length, 1)
    assert.equal(stable.deployments![0]!.rolloutState, 'IN_PROGRESS')
    clock.forward(41)
    await app.rolledOut(service)
  })
})
