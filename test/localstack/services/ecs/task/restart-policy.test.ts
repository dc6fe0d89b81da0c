import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type ContainerRestartPolicy, StopTaskCommand } from '@aws-sdk/client-ecs'
import { dockerAt } from '../../../../../localstack/docker/index.ts'
import { movableClock } from '../../../../support/clock.ts'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openEmulator, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

const docker = dockerAt('/var/run/docker.sock')

describe('a container is restarted by its policy', () => {
  const clock = movableClock()
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
  let seen = 0
  beforeEach(async () => {
    seen = (await app.messages()).length
  })

  const said = async (word: string, times: number): Promise<boolean> =>
    (await app.messages()).slice(seen).filter((message) => message === word).length === times

  /** A task that has said that it runs; SIGUSR2 ends it with code 7. */
  const run = async (restartPolicy: ContainerRestartPolicy): Promise<string> => {
    const program =
      'process.on("SIGUSR2", () => process.exit(7)); process.on("SIGTERM", () => process.exit()); setInterval(() => {}, 1000); console.log("up")'
    await app.register({ restartPolicy, command: ['node', '-e', program] })
    const { taskArn } = await app.runTask()
    await app.taskIn(taskArn!, 'RUNNING')
    await until('the first start', () => said('up', 1))
    return taskArn!
  }
  const crash = async (taskArn: string): Promise<void> => {
    const [container] = await docker.containers.list({ 'docker-cloud.task': taskArn })
    await docker.containers.kill(container!.Id, 'SIGUSR2')
  }

  test('once it has run for the period, again and again', async () => {
    const taskArn = await run({ enabled: true, restartAttemptPeriod: 60 })
    for (const times of [2, 3]) {
      clock.forward(60)
      await crash(taskArn)
      await until('another start', () => said('up', times))
      assert.equal((await app.describeTask(taskArn)).lastStatus, 'RUNNING')
    }
    await app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task: taskArn }))
    const { containers, stopCode } = await app.taskIn(taskArn, 'STOPPED')
    assert.equal(stopCode, 'UserInitiated')
    assert.equal(containers![0]!.exitCode, 0)
  })

  test('not before that', async () => {
    const taskArn = await run({ enabled: true })
    clock.forward(250)
    await crash(taskArn)
    const { stopCode, containers } = await app.taskIn(taskArn, 'STOPPED')
    assert.equal(stopCode, 'EssentialContainerExited')
    assert.equal(containers![0]!.exitCode, 7)
  })

  test('not with an exit code it ignores', async () => {
    const taskArn = await run({ enabled: true, ignoredExitCodes: [7], restartAttemptPeriod: 60 })
    clock.forward(60)
    await crash(taskArn)
    assert.equal((await app.taskIn(taskArn, 'STOPPED')).containers![0]!.exitCode, 7)
  })

  test('not when it is not enabled', async () => {
    const taskArn = await run({ enabled: false })
    clock.forward(300)
    await crash(taskArn)
    assert.equal((await app.taskIn(taskArn, 'STOPPED')).containers![0]!.exitCode, 7)
  })
})
