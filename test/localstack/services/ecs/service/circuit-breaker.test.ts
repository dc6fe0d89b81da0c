import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { UpdateServiceCommand } from '@aws-sdk/client-ecs'
import { type Ecs, openEcs, storyOf } from '../../../../support/ecs.ts'
import { openTarget, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

const rollback = { deploymentCircuitBreaker: { enable: true, rollback: true } }

describe('the circuit breaker', () => {
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

  test('rolls a deployment back whose container fails its own health checks', async () => {
    const healthCheck = { command: ['CMD-SHELL', 'exit 0'], interval: 5, retries: 1 }
    await app.register({ healthCheck })
    const service = await app.createService({ deploymentConfiguration: rollback })
    const { events, deployments } = await app.rolledOut(service)
    assert.equal((await app.tasksOf(service))[0]!.healthStatus, 'HEALTHY')
    await app.register({ healthCheck: { ...healthCheck, command: ['CMD-SHELL', 'exit 1'] } })
    await app.ecs.send(
      new UpdateServiceCommand({
        cluster: app.cluster,
        service,
        taskDefinition: app.family,
      }),
    )
    const rolledBack = await app.rolledOut(service)
    assert.equal(rolledBack.deployments![0]!.id, deployments![0]!.id)
    const replaced = (task: number) => [
      `(service S) (task T${task}) failed container health checks.`,
      `(service S) has started 1 tasks: (task T${task + 1}). Amazon ECS replaced 1 tasks due to an unhealthy status.`,
      `(service S) has stopped 1 running tasks: (task T${task}).`,
    ]
    assert.deepEqual(storyOf(rolledBack).slice(events!.length), [
      '(service S) has started 1 tasks: (task T2).',
      ...replaced(2),
      ...replaced(3),
      ...replaced(4),
      '(service S) (deployment D2) deployment failed: tasks failed to start.',
      '(service S) rolling back to deployment D1.',
      '(service S) (deployment D1) deployment completed.',
      '(service S) has reached a steady state.',
    ])
    const stopped = await app.tasksOf(service, 'STOPPED')
    assert.equal(
      stopped.filter(({ stoppedReason }) => stoppedReason === 'Task failed container health checks')
        .length,
      3,
    )
  })

  test('leaves a first deployment failed whose image is not there, since there is nothing to roll back to', async () => {
    await app.register({ image: 'localhost:1/nothing-here:1' })
    const service = await app.createService({ deploymentConfiguration: rollback })
    const failed = await app.rolledOut(service, 'FAILED')
    const [deployment] = failed.deployments!
    assert.equal(
      deployment!.rolloutStateReason,
      'ECS deployment circuit breaker: tasks failed to start.',
    )
    assert.equal(deployment!.failedTasks, 3)
    assert.equal(failed.runningCount, 0)
    const reason =
      'CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref localhost:1/nothing-here:1: not found'
    assert.ok(
      failed.events!.some(({ message }) =>
        message!.endsWith(`was unable to place a task. Reason: ${reason}.`),
      ),
    )
    const [stopped] = await app.tasksOf(service, 'STOPPED')
    assert.equal(stopped!.stopCode, 'TaskFailedToStart')
    assert.equal(stopped!.stoppedReason, reason)
    assert.equal(stopped!.containers![0]!.reason, reason)
    assert.equal(stopped!.startedAt, undefined)
  })

  test('without it a failing deployment goes on trying', async () => {
    await app.register({ command: ['node', '-e', 'process.exit(1)'] })
    const service = await app.createService()
    const trying = await until('four failed tasks', async () => {
      const found = await app.describeService(service)
      return found.deployments![0]!.failedTasks! >= 4 && found
    })
    assert.equal(trying.deployments![0]!.rolloutState, 'IN_PROGRESS')
  })
})
