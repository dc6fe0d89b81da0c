import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { DeleteServiceCommand, type Service, UpdateServiceCommand } from '@aws-sdk/client-ecs'
import { ModifyTargetGroupAttributesCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { dockerAt } from '../../../../localstack/docker/index.ts'
import { openBalancer } from '../../../support/balancer.ts'
import { openEcs } from '../../../support/ecs.ts'
import { startProcess } from '../../../support/emulator-process.ts'
import { freePort } from '../../../support/ports.ts'
import { until } from '../../../support/until.ts'

const docker = dockerAt('/var/run/docker.sock')

/** Where in a rollout the emulator is killed: what must be true of the service then. */
const moments: [string, (service: Service) => boolean][] = [
  ['just after the update', () => true],
  ['while new tasks start', ({ deployments }) => deployments![0]!.pendingCount! > 0],
  ['when a new task runs', ({ deployments }) => deployments![0]!.runningCount! > 0],
  [
    'when an old task has been told to stop',
    ({ events }) => /has stopped|deregistered/.test(events!.map(({ message }) => message).join()),
  ],
]

test('an emulator killed in a rollout ends it after its restart, and nothing is orphaned', async (context) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-'))
  context.after(() => rm(dataDir, { recursive: true, force: true }))
  const options = { port: await freePort(), dataDir }
  let emulator = await startProcess(options)
  const app = await openEcs(emulator)
  const { targetGroupArn, elb } = await openBalancer(emulator)
  await elb.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn: targetGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '10' }],
    }),
  )
  await app.register()
  const service = await app.createService({
    desiredCount: 2,
    loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 8080 }],
  })
  await app.rolledOut(service)
  const [task] = await app.tasksOf(service)
  const [container] = await docker.containers.list({ 'docker-cloud.task': task!.taskArn! })
  const own = { 'docker-cloud.emulator': container!.Labels['docker-cloud.emulator']! }
  context.after(async () => {
    for (const { Id } of await docker.containers.list(own)) await docker.containers.remove(Id)
  })

  for (const [when, isThen] of moments) {
    await app.register({ environment: [{ name: 'MOMENT', value: when }] })
    const { cluster, family: taskDefinition } = app
    const before = (await app.describeService(service)).events!.length
    await app.ecs.send(new UpdateServiceCommand({ cluster, service, taskDefinition }))
    await until(when, async () => {
      const found = await app.describeService(service)
      return isThen({ ...found, events: found.events!.slice(0, -before) })
    })
    await emulator.kill()
    emulator = await startProcess(options)
    const done = await until(
      `the end of the rollout killed ${when}`,
      async () => {
        const found = await app.describeService(service)
        const [primary] = found.deployments!
        return primary!.rolloutState === 'COMPLETED' && found.runningCount === 2 && found
      },
      { timeoutMs: 90_000 },
    )
    assert.match(done.taskDefinition!, /app-/)
    const running = await app.tasksOf(service)
    assert.deepEqual(
      [...new Set(running.map(({ taskDefinitionArn }) => taskDefinitionArn))],
      [done.taskDefinition],
    )
    await until('the application and the pause container of each task', async () => {
      const containers = await docker.containers.list(own)
      return containers.length === 4
    })
  }

  await app.ecs.send(new DeleteServiceCommand({ cluster: app.cluster, service, force: true }))
  await until('an inactive service', async () => {
    return (await app.describeService(service)).status === 'INACTIVE'
  })
  await until('no container', async () => (await docker.containers.list(own)).length === 0)
  await emulator[Symbol.asyncDispose]()
})
