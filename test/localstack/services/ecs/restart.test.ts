import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DeleteServiceCommand, StopTaskCommand } from '@aws-sdk/client-ecs'
import { dockerAt } from '../../../../localstack/docker/index.ts'
import { startEmulator } from '../../../../localstack/emulator.ts'
import { openEcs } from '../../../support/ecs.ts'
import { addressOnEngine } from '../../../support/on-engine.ts'
import { unique } from '../../../support/target.ts'
import { testLabels } from '../../../support/test-run.ts'
import { until } from '../../../support/until.ts'

const docker = dockerAt('/var/run/docker.sock')
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
let dataDir: string

before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-'))
})
after(() => rm(dataDir, { recursive: true, force: true }))

async function openPersistent(port = 0) {
  const emulator = await startEmulator({
    port,
    dataDir,
    persistence: true,
    clockRate: 20,
    labels: testLabels,
    log: () => {},
  })
  const { url } = emulator
  const config = { endpoint: url, region: 'us-east-1', credentials }
  return { ...emulator, target: { url, config, [Symbol.asyncDispose]: emulator.close } }
}

test('with persistence, running tasks are taken up again and what nobody knows is removed', async (context) => {
  const first = await openPersistent()
  const app = await openEcs(first.target)
  await app.register()
  const service = await app.createService()
  const { deployments } = await app.rolledOut(service)
  const [task] = await app.tasksOf(service)
  const [container] = await docker.containers.list({ 'docker-cloud.task': task!.taskArn! })
  const { 'docker-cloud.emulator': id } = container!.Labels
  const own = { 'docker-cloud.emulator': id! }
  context.after(async () => {
    for (const { Id } of await docker.containers.list(own)) await docker.containers.remove(Id)
  })
  await first.close()
  assert.equal((await docker.containers.inspect(container!.Id))!.State.Running, true)
  const stray = await docker.containers.create(unique('docker-cloud-test-stray'), {
    Image: container!.Image,
    Labels: { ...testLabels, ...own },
  })

  const second = await openPersistent(first.port)
  await until('the stray to go', async () => !(await docker.containers.inspect(stray)))
  const { runningCount, deployments: after } = await app.describeService(service)
  assert.equal(runningCount, 1)
  assert.equal(after![0]!.id, deployments![0]!.id)
  await fetch(`http://${await addressOnEngine(task!.taskArn!)}:8080/after-restart`)
  await until('its output', async () => (await app.messages()).includes('asked for /after-restart'))
  assert.deepEqual(await app.messages(), ['listening', 'asked for /after-restart'])

  await docker.containers.kill(container!.Id, 'SIGKILL')
  await until('a replacement', async () => {
    const [other] = await app.tasksOf(service)
    return other?.lastStatus === 'RUNNING' && other.taskArn !== task!.taskArn
  })
  await app.ecs.send(new DeleteServiceCommand({ cluster: app.cluster, service, force: true }))
  await until('an inactive service', async () => {
    return (await app.describeService(service)).status === 'INACTIVE'
  })
  assert.deepEqual(await docker.containers.list(own), [])
  await second.close()
})

test('with persistence, a task that was being started is started from the beginning', async () => {
  const first = await openPersistent()
  const app = await openEcs(first.target)
  const forever = ['node', '-e', 'setInterval(() => {}, 1000)']
  const containerDefinitions = [
    await app.container({ dependsOn: [{ containerName: 'other', condition: 'COMPLETE' }] }),
    await app.container({ name: 'other', essential: false, portMappings: [], command: forever }),
  ]
  await app.register({}, { containerDefinitions })
  const { taskArn } = await app.runTask()
  const other = (unlike?: string) =>
    until('the dependency', async () => {
      const labels = { 'docker-cloud.task': taskArn!, 'docker-cloud.container': 'other' }
      const [found] = await docker.containers.list(labels)
      return found?.State === 'running' && found.Id !== unlike && found.Id
    })
  const before = await other()
  await first.close()

  const second = await openPersistent(first.port)
  await other(before)
  assert.equal(await docker.containers.inspect(before), undefined)
  assert.equal((await app.describeTask(taskArn!)).lastStatus, 'PENDING')
  await app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task: taskArn }))
  const { stopCode } = await app.taskIn(taskArn!, 'STOPPED')
  assert.equal(stopCode, 'UserInitiated')
  assert.deepEqual(await docker.containers.list({ 'docker-cloud.task': taskArn! }), [])
  await second.close()
})
