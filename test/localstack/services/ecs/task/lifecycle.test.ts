import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { StopTaskCommand } from '@aws-sdk/client-ecs'
import { DescribeNetworkInterfacesCommand, EC2Client } from '@aws-sdk/client-ec2'
import { DescribeLogStreamsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { dockerAt } from '../../../../../localstack/docker/index.ts'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { addressOnEngine } from '../../../../support/on-engine.ts'
import { openEmulator, openTarget, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

const docker = dockerAt('/var/run/docker.sock')

const containersOf = (taskArn: string) => docker.containers.list({ 'docker-cloud.task': taskArn })

describe('a task is a real container', () => {
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

  test('it runs with its limits and environment, logs in order, and stops by its signal', async () => {
    await using own = await openEcs(target)
    await own.register({ environment: [{ name: 'VERSION', value: '7' }] })
    const { taskArn, lastStatus } = await own.runTask()
    assert.equal(lastStatus, 'PROVISIONING')
    const running = await own.taskIn(taskArn!, 'RUNNING')
    assert.equal(running.launchType, 'FARGATE')
    assert.equal(running.platformVersion, '1.4.0')
    assert.equal(running.connectivity, 'CONNECTED')
    assert.equal(running.containers![0]!.lastStatus, 'RUNNING')
    assert.equal(running.attachments![0]!.status, 'ATTACHED')
    for (const time of ['createdAt', 'pullStartedAt', 'pullStoppedAt', 'startedAt'] as const)
      assert.ok(running[time] instanceof Date, time)

    const [summary] = await containersOf(taskArn!)
    assert.match(
      summary!.Names[0]!,
      new RegExp(`^/ls-ecs-${own.cluster}-${taskArn!.split('/').at(-1)}-1-[0-9a-f]{6}$`),
    )
    const { HostConfig, Config } = (await docker.containers.inspect(summary!.Id)) as Awaited<
      ReturnType<typeof docker.containers.inspect>
    > & {
      HostConfig: { Memory: number; NanoCpus: number }
    }
    assert.equal(HostConfig.Memory, 512 * 1024 * 1024)
    assert.equal(HostConfig.NanoCpus, 0.25e9)
    assert.ok(Config.Env!.includes('VERSION=7'))
    assert.ok(Config.Env!.includes('AWS_EXECUTION_ENV=AWS_ECS_FARGATE'))
    const address = await addressOnEngine(taskArn!)
    const answer = await until('an answer of the task', () =>
      fetch(`http://${address}:8080/`).then(
        (response) => response.text(),
        () => undefined,
      ),
    )
    assert.equal(answer, 'version 7')

    await own.ecs.send(
      new StopTaskCommand({ cluster: own.cluster, task: taskArn, reason: 'enough' }),
    )
    const stopped = await own.taskIn(taskArn!, 'STOPPED')
    assert.equal(stopped.stopCode, 'UserInitiated')
    assert.equal(stopped.stoppedReason, 'enough')
    assert.equal(stopped.containers![0]!.exitCode, 0)
    assert.deepEqual(await containersOf(taskArn!), [])
    assert.deepEqual(await own.messages(), ['listening', 'asked for /', 'told to stop'])
    const { logStreams } = await own.logs.send(
      new DescribeLogStreamsCommand({ logGroupName: own.logGroup }),
    )
    assert.match(logStreams![0]!.logStreamName!, /^ecs\/app\/[0-9a-f]{32}$/)
  })

  test('its network interface is EC2’s while it runs and gone afterwards', async () => {
    const ec2 = new EC2Client(target.config)
    await app.register()
    const { taskArn } = await app.runTask()
    const { attachments, containers } = await app.taskIn(taskArn!, 'RUNNING')
    const details = Object.fromEntries(
      attachments![0]!.details!.map(({ name, value }) => [name, value]),
    )
    const { NetworkInterfaces } = await ec2.send(
      new DescribeNetworkInterfacesCommand({
        NetworkInterfaceIds: [details.networkInterfaceId!],
      }),
    )
    assert.equal(NetworkInterfaces![0]!.PrivateIpAddress, details.privateIPv4Address)
    assert.equal(
      containers![0]!.networkInterfaces![0]!.privateIpv4Address,
      details.privateIPv4Address,
    )
    await app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task: taskArn }))
    const stopped = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(stopped.attachments![0]!.status, 'DELETED')
    const { NetworkInterfaces: left } = await ec2.send(
      new DescribeNetworkInterfacesCommand({
        Filters: [{ Name: 'private-ip-address', Values: [details.privateIPv4Address!] }],
      }),
    )
    assert.deepEqual(left, [])
  })

  test('the calls of a task reach the emulator by AWS_ENDPOINT_URL', async () => {
    await app.register({
      command: [
        'node',
        '-e',
        'fetch(process.env.AWS_ENDPOINT_URL, { method: "POST", body: new URLSearchParams("Action=GetCallerIdentity&Version=2011-06-15") }).then((r) => console.log("status", r.status))',
      ],
    })
    const { taskArn } = await app.runTask()
    await app.taskIn(taskArn!, 'STOPPED')
    assert.ok((await app.messages()).includes('status 200'))
  })

  test('a task that crashes tells its exit code and its last words', async () => {
    await app.register({
      command: ['node', '-e', 'console.log("one"); console.error("two"); process.exit(3)'],
    })
    const { taskArn } = await app.runTask()
    const stopped = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(stopped.stopCode, 'EssentialContainerExited')
    assert.equal(stopped.stoppedReason, 'Essential container in task exited')
    assert.equal(stopped.containers![0]!.exitCode, 3)
    assert.deepEqual((await app.messages()).slice(-2).toSorted(), ['one', 'two'])
  })

  test('a task that uses too much memory is killed', async () => {
    await app.register({
      command: [
        'node',
        '-e',
        'const kept = []; for (;;) kept.push(Buffer.alloc(16 * 1024 * 1024, 1))',
      ],
    })
    const { taskArn } = await app.runTask()
    const { containers } = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(containers![0]!.exitCode, 137)
    assert.equal(containers![0]!.reason, 'OutOfMemoryError: Container killed due to memory usage')
  })

  test('a task that ignores the signal is killed after its stop timeout', async () => {
    await app.register({
      command: [
        'node',
        '-e',
        'process.on("SIGTERM", () => {}); console.log("deaf"); setInterval(() => {}, 1000)',
      ],
    })
    const { taskArn } = await app.runTask()
    await app.taskIn(taskArn!, 'RUNNING')
    await until('the deaf task', async () => (await app.messages()).includes('deaf'))
    await app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task: taskArn }))
    const { containers } = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(containers![0]!.exitCode, 137)
  })

  test('overrides change command and environment', async () => {
    await app.register()
    const { taskArn } = await app.runTask({
      overrides: {
        containerOverrides: [
          {
            name: 'app',
            command: ['node', '-p', 'process.env.WORD'],
            environment: [{ name: 'WORD', value: 'overridden' }],
          },
        ],
      },
    })
    const { containers } = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(containers![0]!.exitCode, 0)
    assert.ok((await app.messages()).includes('overridden'))
  })

  test('containers of a task share localhost, and stop together', async () => {
    const main = await app.container({ dependsOn: [{ containerName: 'side', condition: 'START' }] })
    const side = await app.container({
      name: 'side',
      essential: false,
      portMappings: [],
      command: [
        'node',
        '-e',
        'const ask = () => fetch("http://localhost:8080/from-side").then((r) => r.text()).then(console.log, () => setTimeout(ask, 100)); ask(); setInterval(() => {}, 1000)',
      ],
    })
    await app.register({}, { containerDefinitions: [main, side] })
    const { taskArn } = await app.runTask()
    await until('an answer over localhost', async () =>
      (await app.messages()).includes('asked for /from-side'),
    )
    await app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task: taskArn }))
    const { containers } = await app.taskIn(taskArn!, 'STOPPED')
    assert.deepEqual(
      containers!.map(({ lastStatus }) => lastStatus),
      ['STOPPED', 'STOPPED'],
    )
    assert.deepEqual(await containersOf(taskArn!), [])
  })

  test('containers share a volume beside a read-only root', async () => {
    const mountPoints = [{ sourceVolume: 'scratch', containerPath: '/scratch' }]
    const writer = await app.container({
      name: 'writer',
      essential: false,
      readonlyRootFilesystem: true,
      portMappings: [],
      mountPoints,
      command: [
        'node',
        '-e',
        'const fs = require("fs"); fs.writeFileSync("/scratch/note", "shared"); try { fs.writeFileSync("/note", "") } catch (error) { console.log(error.code) }',
      ],
    })
    const reader = await app.container({
      dependsOn: [{ containerName: 'writer', condition: 'SUCCESS' }],
      mountPoints,
      command: ['node', '-p', 'fs.readFileSync("/scratch/note", "utf8")'],
    })
    await app.register(
      {},
      { containerDefinitions: [reader, writer], volumes: [{ name: 'scratch' }] },
    )
    const { taskArn } = await app.runTask()
    const { stoppedReason } = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(stoppedReason, 'Essential container in task exited')
    const messages = await app.messages()
    assert.ok(messages.includes('EROFS'))
    assert.ok(messages.includes('shared'))
    assert.deepEqual(await docker.volumes.list({ 'docker-cloud.task': taskArn! }), [])
  })
})

test('a container that is removed behind ECS’s back is a task that has ended', async () => {
  await using target = await openTarget()
  await using app = await openEcs(target)
  await app.register()
  const { taskArn } = await app.runTask()
  await app.taskIn(taskArn!, 'RUNNING')
  const [container] = await containersOf(taskArn!)
  await docker.containers.remove(container!.Id)
  const { stopCode } = await app.taskIn(taskArn!, 'STOPPED')
  assert.equal(stopCode, 'EssentialContainerExited')
})

test('no container is left when the emulator ends', async () => {
  const target = await openEmulator()
  const app = await openEcs(target)
  await app.register()
  const { taskArn } = await app.runTask()
  await app.taskIn(taskArn!, 'RUNNING')
  await target[Symbol.asyncDispose]()
  assert.deepEqual(await containersOf(taskArn!), [])
})
