import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  GetTaskProtectionCommand,
  UpdateServiceCommand,
  UpdateTaskProtectionCommand,
} from '@aws-sdk/client-ecs'
import { movableClock } from '../../../../support/clock.ts'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openEmulator, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

describe('task protection', () => {
  const clock = movableClock()
  let target: Target
  let app: Ecs
  let service: string
  before(async () => {
    target = await openEmulator({ clock })
    app = await openEcs(target)
    await app.register()
    service = await app.createService({ desiredCount: 2 })
    await app.rolledOut(service)
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const { forward } = clock
  const protect = (tasks: string[], settings = {}) =>
    app.ecs.send(
      new UpdateTaskProtectionCommand({
        cluster: app.cluster,
        tasks,
        protectionEnabled: true,
        ...settings,
      }),
    )
  const running = async () => (await app.tasksOf(service)).map(({ taskArn }) => taskArn!)
  const update = (settings: object) =>
    app.ecs.send(new UpdateServiceCommand({ cluster: app.cluster, service, ...settings }))

  test('lasts two hours unless it is said how long', async () => {
    const [task] = await running()
    const { protectedTasks } = await protect([task!])
    const left = protectedTasks![0]!.expirationDate!.getTime() - clock.now().getTime()
    assert.ok(left > 119 * 60_000 && left <= 120 * 60_000)
    const off = await protect([task!], { protectionEnabled: false })
    assert.deepEqual(off.protectedTasks, [{ taskArn: task, protectionEnabled: false }])
  })

  test('is for running tasks of services', async () => {
    const alone = await app.runTask()
    const { protectedTasks, failures } = await protect([alone.taskArn!, '0'.repeat(32)])
    assert.deepEqual(protectedTasks, [])
    assert.deepEqual(
      failures!.map(({ reason }) => reason),
      ['TASK_NOT_VALID', 'MISSING'],
    )
    await assert.rejects(protect(await running(), { expiresInMinutes: 2881 }), {
      name: 'InvalidParameterException',
      message: 'expiresInMinutes must be between 1 and 2880.',
    })
  })

  test('keeps a task when the service scales in, until it ends', async () => {
    const tasks = await running()
    const newest = tasks.at(-1)!
    await protect(tasks, { expiresInMinutes: 10 })
    await protect([tasks[0]!], { protectionEnabled: false })
    await update({ desiredCount: 1 })
    await until('one task', async () => (await running()).length === 1)
    assert.deepEqual(await running(), [newest])
    await update({ desiredCount: 0 })
    const { protectedTasks } = await app.ecs.send(
      new GetTaskProtectionCommand({ cluster: app.cluster }),
    )
    assert.deepEqual(
      protectedTasks!.map(({ taskArn, protectionEnabled }) => [taskArn, protectionEnabled]),
      [[newest, true]],
    )
    forward(11 * 60)
    await until('no task', async () => (await running()).length === 0)
  })

  test('holds a deployment up until it is taken away', async () => {
    await update({ desiredCount: 1 })
    await app.rolledOut(service)
    const [old] = await until('a task that runs', async () => {
      const { runningCount } = await app.describeService(service)
      return runningCount === 1 && running()
    })
    await protect([old!])
    await update({ forceNewDeployment: true })
    await until('a healthy new task', async () => {
      const { deployments } = await app.describeService(service)
      return deployments!.length === 2 && deployments![0]!.runningCount === 1
    })
    assert.ok((await running()).includes(old!))
    await protect([old!], { protectionEnabled: false })
    await app.rolledOut(service)
    assert.ok(!(await running()).includes(old!))
  })
})
