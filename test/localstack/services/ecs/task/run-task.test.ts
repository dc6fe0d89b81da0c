import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  ListTagsForResourceCommand,
  ListTasksCommand,
  type ListTasksCommandInput,
  RunTaskCommand,
  StopTaskCommand,
  waitUntilTasksRunning,
  waitUntilTasksStopped,
} from '@aws-sdk/client-ecs'
import { dockerAt } from '../../../../../localstack/docker/index.ts'
import { type Ecs, ensureTaskRole, openEcs } from '../../../../support/ecs.ts'
import { openTarget, type Target, unique } from '../../../../support/target.ts'

const docker = dockerAt('/var/run/docker.sock')

describe('RunTask', () => {
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

  test('overrides the size, the roles and what its containers get', async () => {
    const role = 'arn:aws:iam::000000000000:role/overriding'
    await ensureTaskRole(target, 'overriding')
    await app.register({ environment: [{ name: 'A', value: 'kept' }] })
    const { taskArn } = await app.runTask({
      overrides: {
        cpu: '512',
        memory: '1 GB',
        taskRoleArn: role,
        ephemeralStorage: { sizeInGiB: 30 },
        containerOverrides: [
          {
            name: 'app',
            cpu: 128,
            memory: 300,
            memoryReservation: 200,
            environment: [{ name: 'B', value: 'added' }],
          },
        ],
      },
    })
    const task = await app.taskIn(taskArn!, 'RUNNING')
    assert.equal(task.cpu, '512')
    assert.equal(task.memory, '1024')
    assert.equal(task.ephemeralStorage!.sizeInGiB, 30)
    assert.equal(task.overrides!.taskRoleArn, role)
    const [own] = await docker.containers.list({
      'docker-cloud.task': taskArn!,
      'docker-cloud.container': 'app',
    })
    const { HostConfig, Config } = (await docker.containers.inspect(own!.Id)) as unknown as {
      HostConfig: Record<string, number>
      Config: { Env: string[] }
    }
    assert.equal(HostConfig.Memory, 300 * 1024 * 1024)
    assert.equal(HostConfig.MemoryReservation, 200 * 1024 * 1024)
    assert.equal(HostConfig.CpuShares, 128)
    assert.equal(HostConfig.NanoCpus, 0.5e9)
    assert.ok(Config.Env.includes('A=kept') && Config.Env.includes('B=added'))
    assert.ok(Config.Env.some((variable) => variable.startsWith('AWS_CONTAINER_CREDENTIALS')))
  })

  test('refuses overrides of what is not there or not sold', async () => {
    await app.register()
    await assert.rejects(app.runTask({ overrides: { containerOverrides: [{ name: 'other' }] } }), {
      name: 'InvalidParameterException',
      message: 'Override for container named other is not a container in the TaskDefinition.',
    })
    await assert.rejects(app.runTask({ overrides: { cpu: '4096' } }), {
      name: 'ClientException',
      message: /^No Fargate configuration exists for given values: \d+ CPU, \d+ memory\./,
    })
    const environment = [{ name: 'LONG', value: 'x'.repeat(8192) }]
    await assert.rejects(
      app.runTask({ overrides: { containerOverrides: [{ name: 'app', environment }] } }),
      {
        name: 'InvalidParameterException',
        message: 'Container Overrides length must be at most 8192',
      },
    )
    await assert.rejects(app.runTask({ overrides: { ephemeralStorage: { sizeInGiB: 20 } } }), {
      name: 'ClientException',
      message: 'EphemeralStorage size should be at least 21',
    })
  })

  for (const launchType of ['EC2', 'MANAGED_INSTANCES'] as const)
    for (const requiresCompatibilities of [[], [launchType]])
      test(`has no instances for ${launchType}, for a definition for [${requiresCompatibilities.join()}]`, async () => {
        await app.register({}, { requiresCompatibilities })
        const { subnets } = app.networkConfiguration.awsvpcConfiguration
        const networkConfiguration = { awsvpcConfiguration: { subnets } }
        await assert.rejects(app.runTask({ launchType, networkConfiguration }), {
          name: 'InvalidParameterException',
          message: 'No Container Instances were found in your cluster.',
        })
      })

  test('has no network of the machine for any launch type', async () => {
    const settings = { networkMode: 'host' as const, requiresCompatibilities: [] }
    await app.register({ memory: 64 }, settings)
    for (const launchType of ['FARGATE', 'EC2', 'EXTERNAL', 'MANAGED_INSTANCES'] as const)
      await assert.rejects(app.runTask({ launchType, networkConfiguration: undefined }), {
        name: 'InvalidParameterException',
      })
  })

  test('starts nothing twice for one client token', async () => {
    await app.register()
    const request = new RunTaskCommand({
      cluster: app.cluster,
      taskDefinition: app.family,
      launchType: 'FARGATE',
      networkConfiguration: app.networkConfiguration,
      clientToken: unique('token'),
      count: 2,
    })
    const arns = async () =>
      (await app.ecs.send(request)).tasks!.map(({ taskArn }) => taskArn).toSorted()
    const first = await arns()
    assert.equal(first.length, 2)
    assert.deepEqual(await arns(), first)
    await assert.rejects(app.ecs.send(new RunTaskCommand({ ...request.input, count: 1 })), {
      name: 'ConflictException',
    })
  })

  test('tags what it starts, with ECS’s own tags where they are asked for', async () => {
    await app.register()
    const { taskArn } = await app.runTask({
      tags: [{ key: 'team', value: 'shop' }],
      enableECSManagedTags: true,
    })
    const { tags } = await app.ecs.send(new ListTagsForResourceCommand({ resourceArn: taskArn }))
    assert.deepEqual(tags, [
      { key: 'team', value: 'shop' },
      { key: 'aws:ecs:clusterName', value: app.cluster },
    ])
  })

  test('the SDK’s waiters end when its tasks run and when they have stopped', async () => {
    await app.register()
    const { taskArn } = await app.runTask()
    const waiter = { client: app.ecs, minDelay: 1, maxDelay: 1, maxWaitTime: 60 }
    const which = { cluster: app.cluster, tasks: [taskArn!] }
    assert.equal((await waitUntilTasksRunning(waiter, which)).state, 'SUCCESS')
    await app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task: taskArn }))
    assert.equal((await waitUntilTasksStopped(waiter, which)).state, 'SUCCESS')
    await assert.rejects(waitUntilTasksRunning(waiter, which))
  })

  test('its tasks are listed by what they are', async () => {
    await app.register()
    const startedBy = unique('me')
    const { taskArn } = await app.runTask({ startedBy })
    const listed = async (filter: Partial<ListTasksCommandInput>) =>
      (await app.ecs.send(new ListTasksCommand({ cluster: app.cluster, ...filter }))).taskArns!
    assert.deepEqual(await listed({ startedBy }), [taskArn])
    assert.ok((await listed({ family: app.family })).includes(taskArn!))
    assert.deepEqual(await listed({ family: 'another' }), [])
    assert.deepEqual(await listed({ launchType: 'EC2' }), [])
    assert.deepEqual(await listed({ startedBy, desiredStatus: 'PENDING' }), [])
    await app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task: taskArn }))
    assert.deepEqual(await listed({ startedBy }), [])
    assert.deepEqual(await listed({ startedBy, desiredStatus: 'STOPPED' }), [taskArn])
    const { stopCode, stoppedReason } = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(stopCode, 'UserInitiated')
    assert.equal(stoppedReason, 'Task stopped by user')
  })
})
