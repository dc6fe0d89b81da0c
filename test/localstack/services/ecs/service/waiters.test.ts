import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test, type TestContext } from 'node:test'
import {
  DeleteServiceCommand,
  StopTaskCommand,
  UpdateServiceCommand,
  waitUntilServicesInactive,
  waitUntilServicesStable,
  waitUntilTasksRunning,
  waitUntilTasksStopped,
} from '@aws-sdk/client-ecs'
import { aws, awsWith, ensureAwsCli } from '../../../../support/awscli.ts'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openTarget, type Target } from '../../../../support/target.ts'

/** The AWS CLI's own waiter for a stable service, but for 2 s instead of 10 minutes. */
async function impatient(context: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'docker-cloud-'))
  context.after(() => rm(directory, { recursive: true }))
  const service = join(directory, 'ecs/2014-11-13')
  await mkdir(service, { recursive: true })
  const ServicesStable = {
    operation: 'DescribeServices',
    delay: 1,
    maxAttempts: 2,
    acceptors: [
      {
        matcher: 'path',
        argument:
          'length(services[?!(length(deployments) == `1` && runningCount == desiredCount)]) == `0`',
        expected: true,
        state: 'success',
      },
    ],
  }
  await writeFile(
    join(service, 'waiters-2.json'),
    JSON.stringify({ version: 2, waiters: { ServicesStable } }),
  )
  return directory
}

describe('the waiters of AWS’s clients', () => {
  let target: Target
  let app: Ecs
  let service: string
  before(async () => {
    ensureAwsCli()
    target = await openTarget()
    app = await openEcs(target)
    await app.register()
    service = await app.createService({
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    })
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const within = () => ({ client: app.ecs, minDelay: 1, maxDelay: 1, maxWaitTime: 60 })
  const named = () => ({ cluster: app.cluster, services: [service] })
  const cli = (waiter: string, ...args: string[]) =>
    aws(target, 'ecs', 'wait', waiter, '--cluster', app.cluster, ...args)

  test('end when a service is stable', async () => {
    const { state } = await waitUntilServicesStable(within(), named())
    assert.equal(state, 'SUCCESS')
    await cli('services-stable', '--services', service)
  })

  test('call a service stable that was rolled back', async () => {
    await app.rolledOut(service)
    const { taskDefinition } = await app.describeService(service)
    await app.register({ image: 'localhost:1/nothing-here:1' })
    await app.ecs.send(
      new UpdateServiceCommand({ cluster: app.cluster, service, taskDefinition: app.family }),
    )
    const { state } = await waitUntilServicesStable(within(), named())
    assert.equal(state, 'SUCCESS')
    assert.equal((await app.describeService(service)).taskDefinition, taskDefinition)
    await cli('services-stable', '--services', service)
  })

  test('give up on a service that never gets there, in their own words', async (context) => {
    await app.register({ image: 'localhost:1/nothing-here:1' })
    const services = [await app.createService()]
    await assert.rejects(
      waitUntilServicesStable({ ...within(), maxWaitTime: 2 }, { cluster: app.cluster, services }),
      { name: 'TimeoutError', message: /^{"state":"TIMEOUT",.*"reason":"Waiter has timed out"}$/ },
    )
    const AWS_DATA_PATH = await impatient(context)
    const args = ['ecs', 'wait', 'services-stable', '--cluster', app.cluster, '--services']
    await assert.rejects(awsWith({ AWS_DATA_PATH }, target, ...args, ...services), {
      code: 255,
      stderr: /Waiter ServicesStable failed: Max attempts exceeded/,
    })
  })

  test('end when tasks run, and when they have stopped', async () => {
    await app.register()
    const { taskArn } = await app.runTask()
    const input = { cluster: app.cluster, tasks: [taskArn!] }
    assert.equal((await waitUntilTasksRunning(within(), input)).state, 'SUCCESS')
    await cli('tasks-running', '--tasks', taskArn!)
    await app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task: taskArn }))
    assert.equal((await waitUntilTasksStopped(within(), input)).state, 'SUCCESS')
    await cli('tasks-stopped', '--tasks', taskArn!)
    await assert.rejects(waitUntilTasksRunning(within(), input), /FAILURE/)
    await assert.rejects(cli('tasks-running', '--tasks', taskArn!), /Waiter TasksRunning failed/)
  })

  test('end when a service is inactive, which is never stable', async () => {
    await app.ecs.send(new DeleteServiceCommand({ cluster: app.cluster, service, force: true }))
    assert.equal((await waitUntilServicesInactive(within(), named())).state, 'SUCCESS')
    await cli('services-inactive', '--services', service)
    await assert.rejects(waitUntilServicesStable(within(), named()), /FAILURE/)
    await assert.rejects(
      cli('services-stable', '--services', service),
      /Waiter ServicesStable failed/,
    )
    await assert.rejects(
      waitUntilServicesInactive(within(), { cluster: app.cluster, services: ['never-there'] }),
      /FAILURE/,
    )
  })
})
