import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { StopTaskCommand } from '@aws-sdk/client-ecs'
import { dockerAt } from '../../../../localstack/docker/index.ts'
import { openEcs } from '../../../support/ecs.ts'
import { openEngineProxy } from '../../../support/engine-proxy.ts'
import { openEmulator } from '../../../support/target.ts'
import { until } from '../../../support/until.ts'

const docker = dockerAt('/var/run/docker.sock')

test('a task that a silent engine cannot start ends with the reason, and the log names it once', async () => {
  await using engine = await openEngineProxy()
  const lines: string[] = []
  const log = (_topic: string, message: string) => void lines.push(message)
  await using target = await openEmulator({ dockerSocket: engine.path, log })
  await using app = await openEcs(target)
  await app.register()
  engine.setSilent(true)
  const { taskArn } = await app.runTask()
  const { stopCode, stoppedReason } = await until('the end of the attempt', async () => {
    const task = await app.describeTask(taskArn!)
    return task.stopCode && task
  })
  assert.equal(stopCode, 'TaskFailedToStart')
  assert.match(stoppedReason!, /The Docker engine at .* has not answered for 10 s\./)
  engine.setSilent(false)
  await app.taskIn(taskArn!, 'STOPPED')
  assert.deepEqual(
    lines.filter((line) => /engine/.test(line)).map((line) => line.replace(engine.path, 'X')),
    ['The Docker engine at X has not answered for 10 s.', 'The Docker engine at X answers again.'],
  )
})

test('a restarted emulator whose engine is silent takes its tasks up when it answers, and a request to stop one holds', async (context) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-'))
  context.after(() => rm(dataDir, { recursive: true, force: true }))
  await using engine = await openEngineProxy()
  const options = { dockerSocket: engine.path, dataDir, persistence: true }
  const first = await openEmulator(options)
  const app = await openEcs(first)
  await app.register()
  const kept = (await app.runTask()).taskArn!
  const stopped = (await app.runTask()).taskArn!
  for (const task of [kept, stopped]) await app.taskIn(task, 'RUNNING')
  const port = Number(new URL(first.url).port)
  const containers = (taskArn: string) => docker.containers.list({ 'docker-cloud.task': taskArn })
  await first[Symbol.asyncDispose]()

  engine.setSilent(true)
  await using second = await openEmulator({ ...options, port })
  const stop = (task: string) => app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task }))
  assert.equal(second.url, first.url)
  await stop(stopped)
  engine.setSilent(false)
  await app.taskIn(stopped, 'STOPPED')
  assert.deepEqual(await containers(stopped), [])
  assert.equal((await containers(kept))[0]!.State, 'running')
  await stop(kept)
  await app.taskIn(kept, 'STOPPED')
  assert.deepEqual(await containers(kept), [])
})
