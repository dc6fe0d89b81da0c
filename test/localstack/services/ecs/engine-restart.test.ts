import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dockerAt } from '../../../../localstack/docker/index.ts'
import { openEcs } from '../../../support/ecs.ts'
import { openEngineProxy } from '../../../support/engine-proxy.ts'
import { openEmulator } from '../../../support/target.ts'
import { until } from '../../../support/until.ts'

const docker = dockerAt('/var/run/docker.sock')

test('tasks whose containers died while the engine was away are replaced', async () => {
  await using engine = await openEngineProxy()
  await using target = await openEmulator({ dockerSocket: engine.path })
  await using app = await openEcs(target)
  await app.register()
  const service = await app.createService({ desiredCount: 2 })
  await app.rolledOut(service)
  const before = await app.tasksOf(service)

  await engine.cut()
  for (const { taskArn } of before)
    for (const { Id } of await docker.containers.list({ 'docker-cloud.task': taskArn! }))
      await docker.containers.kill(Id, 'SIGKILL')
  assert.equal((await app.tasksOf(service)).length, 2)
  await engine.restore()

  await until('two other running tasks', async () => {
    const tasks = await app.tasksOf(service)
    const known = new Set(before.map(({ taskArn }) => taskArn))
    return (
      tasks.length === 2 &&
      tasks.every(({ taskArn, lastStatus }) => lastStatus === 'RUNNING' && !known.has(taskArn))
    )
  })
  const stopped = await app.tasksOf(service, 'STOPPED')
  for (const { taskArn } of before) {
    const task = stopped.find((other) => other.taskArn === taskArn)!
    assert.equal(task.stopCode, 'EssentialContainerExited')
    assert.equal(task.stoppedReason, 'Essential container in task exited')
    assert.equal(task.containers![0]!.exitCode, 137)
  }
  const { deployments } = await app.describeService(service)
  assert.deepEqual(
    deployments!.map(({ rolloutState }) => rolloutState),
    ['COMPLETED'],
  )
})

test('what a container says while the engine is away is heard when it is back, in order', async () => {
  await using engine = await openEngineProxy()
  await using target = await openEmulator({ dockerSocket: engine.path })
  await using app = await openEcs(target)
  const program = 'let n = 0; setInterval(() => console.log(n++), 20)'
  await app.register({ command: ['node', '-e', program] })
  const { taskArn } = await app.runTask()
  const heard = (count: number) =>
    until(`${count} lines`, async () => {
      const lines = await app.messages()
      return lines.length >= count && lines
    })
  const { length } = await heard(1)

  await engine.cut()
  const [container] = await docker.containers.list({ 'docker-cloud.task': taskArn! })
  for await (const { message } of docker.logs(container!.Id))
    if (Number(message) > length + 50) break
  await engine.restore()

  const lines = await heard(length + 100)
  assert.deepEqual(
    lines,
    lines.map((_, index) => String(index)),
  )
  assert.equal((await app.describeTask(taskArn!)).lastStatus, 'RUNNING')
})

test('a task whose end the engine never told is replaced all the same', async () => {
  const ended = Promise.withResolvers<void>()
  const mute = { ...docker, events: async () => ({ ended: ended.promise, close: ended.resolve }) }
  await using target = await openEmulator({ docker: mute })
  await using app = await openEcs(target)
  await app.register()
  const service = await app.createService()
  await app.rolledOut(service)
  const [task] = await app.tasksOf(service)
  for (const { Id } of await docker.containers.list({ 'docker-cloud.task': task!.taskArn! }))
    await docker.containers.kill(Id, 'SIGKILL')
  await until('another running task', async () => {
    const [other] = await app.tasksOf(service)
    return other?.lastStatus === 'RUNNING' && other.taskArn !== task!.taskArn
  })
})
