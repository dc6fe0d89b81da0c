import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { StopTaskCommand } from '@aws-sdk/client-ecs'
import { type Ecs, openEcs } from '../../../support/ecs.ts'
import { startProcess } from '../../../support/emulator-process.ts'
import { emulatorOf, onEngine } from '../../../support/on-engine.ts'
import { freePort } from '../../../support/ports.ts'
import { openEmulator, type Target } from '../../../support/target.ts'
import { until } from '../../../support/until.ts'

const volumes = [{ name: 'data' }, { name: 'more' }]
const mounted = {
  mountPoints: volumes.map(({ name }) => ({ sourceVolume: name, containerPath: `/${name}` })),
}

/** Runs a task of two volumes until it runs. */
async function runTask(app: Ecs): Promise<string> {
  await app.register(mounted, { volumes })
  const { taskArn } = await app.runTask()
  await app.taskIn(taskArn!, 'RUNNING')
  return taskArn!
}

/** Runs a task of two volumes that cannot start to the end, until its first container runs. */
async function launchTask(app: Ecs): Promise<string> {
  const command = ['node', '-e', 'setInterval(() => {}, 1000)']
  const containerDefinitions = [
    await app.container({ dependsOn: [{ containerName: 'other', condition: 'COMPLETE' }] }),
    await app.container({ name: 'other', essential: false, portMappings: [], command, ...mounted }),
  ]
  await app.register({}, { containerDefinitions, volumes })
  const { taskArn } = await app.runTask()
  await until('a container', async () => {
    const labels = { 'docker-cloud.task': taskArn!, 'docker-cloud.container': 'other' }
    return (await onEngine(labels)).length > 0
  })
  return taskArn!
}

const nothingOf = (labels: Record<string, string>) =>
  until('nothing on the engine', async () => (await onEngine(labels)).length === 0)

const reset = ({ url }: Target) => fetch(`${url}/_localstack/state/reset`, { method: 'POST' })

for (const [when, stopsAtOnce] of [
  ['before its second launch', true],
  ['after it', false],
] as const)
  test(`a task that was killed in its launch and is stopped ${when} leaves nothing`, async (context) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-'))
    context.after(() => rm(dataDir, { recursive: true, force: true }))
    const options = { port: await freePort(), dataDir }
    await using first = await startProcess(options)
    const app = await openEcs(first)
    const taskArn = await launchTask(app)
    const before = await onEngine({ 'docker-cloud.task': taskArn })
    await first.kill()

    await using second = await startProcess(options)
    assert.equal(second.url, first.url)
    const again = () => onEngine({ 'docker-cloud.task': taskArn })
    if (!stopsAtOnce)
      await until('another launch', async () => {
        const found = await again()
        return found.length === before.length && found.some((name) => !before.includes(name))
      })
    await app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task: taskArn }))
    await app.taskIn(taskArn, 'STOPPED')
    assert.deepEqual(await again(), [])
  })

test('a reset removes what runs and what is being started, and nothing of another emulator', async () => {
  await using one = await openEmulator()
  await using two = await openEmulator()
  const running = await openEcs(one)
  const starting = await openEcs(one)
  const other = await openEcs(two)
  const own = await emulatorOf(await runTask(running))
  const kept = await runTask(other)
  await launchTask(starting)
  const others = await onEngine({ 'docker-cloud.task': kept })
  assert.equal(others.length, 4)

  await reset(one)
  await nothingOf(own)
  const after = await openEcs(one)
  assert.deepEqual(await emulatorOf(await runTask(after)), own, 'it is the same emulator')
  assert.deepEqual(await onEngine({ 'docker-cloud.task': kept }), others)
})

test('what an emulator without persistence left when it was killed, the next one removes', async (context) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-'))
  context.after(() => rm(dataDir, { recursive: true, force: true }))
  const away = await openEmulator({ dataDir, persistence: true })
  const app = await openEcs(away)
  const kept = await runTask(app)
  await away[Symbol.asyncDispose]()
  await using alive = await openEmulator()
  const others = await emulatorOf(await runTask(await openEcs(alive)))
  await using killed = await startProcess({ port: await freePort() })
  const own = await emulatorOf(await runTask(await openEcs(killed)))
  await killed.kill()
  assert.equal((await onEngine(own)).length, 4)

  {
    await using next = await openEmulator()
    await nothingOf(own)
    assert.notEqual(next.url, killed.url)
  }
  assert.equal((await onEngine(others)).length, 4, 'of one that is alive')
  assert.equal((await onEngine({ 'docker-cloud.task': kept })).length, 4, 'of one that comes back')
  const port = Number(new URL(away.url).port)
  await using back = await openEmulator({ dataDir, persistence: true, port })
  assert.equal(back.url, away.url)
  await app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task: kept }))
  await app.taskIn(kept, 'STOPPED')
  assert.deepEqual(await onEngine({ 'docker-cloud.task': kept }), [])
})
