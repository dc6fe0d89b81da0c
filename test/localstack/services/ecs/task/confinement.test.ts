import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ContainerDefinition, RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs'
import { dockerAt } from '../../../../../localstack/docker/index.ts'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openTarget, type Target } from '../../../../support/target.ts'

const docker = dockerAt('/var/run/docker.sock')

/** What Docker gives a container that asks for nothing. */
const defaultCapabilities = 0xa80425fbn
const sysPtrace = 1n << 19n

interface Inspected {
  Config: { Labels: Record<string, string> }
  HostConfig: Record<string, unknown>
}

describe('a task’s containers are confined', () => {
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

  const running = async (
    settings: Partial<ContainerDefinition>,
    task: Partial<RegisterTaskDefinitionCommandInput> = {},
  ) => {
    await app.register(settings, task)
    const { taskArn } = await app.runTask()
    await app.taskIn(taskArn!, 'RUNNING')
    const listed = await docker.containers.list({ 'docker-cloud.task': taskArn! })
    return Promise.all(
      listed.map(async ({ Id }) => (await docker.containers.inspect(Id)) as unknown as Inspected),
    )
  }

  /** The status of a process as the task's container sees it. */
  const statusOf = async (
    process: string,
    settings: Partial<ContainerDefinition>,
    task: Partial<RegisterTaskDefinitionCommandInput> = {},
  ) => {
    const program = `JSON.stringify(fs.readFileSync('/proc/${process}/status', 'utf8'))`
    await app.register({ command: ['node', '-p', program], ...settings }, task)
    const { taskArn } = await app.runTask()
    await app.taskIn(taskArn!, 'STOPPED')
    const status = JSON.parse((await app.messages()).at(-1)!) as string
    return (field: string) => new RegExp(`^${field}:\\t(.*)$`, 'm').exec(status)![1]!
  }

  test('by the engine: no privileges, devices, paths or namespaces of the machine', async () => {
    const containers = await running(
      {
        linuxParameters: { capabilities: { add: ['SYS_PTRACE'] } },
        mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }],
        systemControls: [{ namespace: 'net.ipv4.tcp_keepalive_time', value: '500' }],
      },
      { pidMode: 'task', volumes: [{ name: 'data' }] },
    )
    assert.equal(containers.length, 2)
    for (const { HostConfig } of containers) {
      assert.equal(HostConfig.Privileged, false)
      assert.deepEqual(HostConfig.SecurityOpt, ['no-new-privileges'])
      assert.equal(HostConfig.PidsLimit, 4096)
      for (const none of ['Devices', 'DeviceRequests', 'Binds', 'GroupAdd', 'Links', 'ExtraHosts'])
        assert.ok(((HostConfig[none] ?? []) as unknown[]).length === 0, none)
      for (const space of ['NetworkMode', 'PidMode', 'IpcMode', 'UTSMode', 'UsernsMode'])
        assert.notEqual(HostConfig[space], 'host', space)
      for (const { Type } of (HostConfig.Mounts ?? []) as { Type: string }[])
        assert.equal(Type, 'volume')
    }
  })

  test('by the kernel: it gains no privileges, and has no capability but those it may ask for', async () => {
    const plain = await statusOf('self', {})
    assert.equal(plain('NoNewPrivs'), '1')
    assert.equal(BigInt(`0x${plain('CapBnd')}`) & ~defaultCapabilities, 0n)
    const capabilities = { add: ['SYS_PTRACE'], drop: ['CHOWN'] }
    const asking = await statusOf('self', { linuxParameters: { capabilities } })
    assert.equal(BigInt(`0x${asking('CapBnd')}`) & ~defaultCapabilities, sysPtrace)
  })

  test('what holds its namespaces has nothing that a tracer could take', async () => {
    const linuxParameters = { capabilities: { add: ['SYS_PTRACE'] } }
    const pause = await statusOf('1', { linuxParameters }, { pidMode: 'task' })
    assert.equal(pause('Name'), 'pause')
    assert.equal(pause('NoNewPrivs'), '1')
    for (const set of ['CapPrm', 'CapEff', 'CapInh', 'CapAmb'])
      assert.equal(BigInt(`0x${pause(set)}`), 0n, set)
  })

  test('a label of a tool does not reach the engine, and one of its own does', async () => {
    const dockerLabels = {
      tier: 'front',
      'com.docker.compose.project': 'docker-cloud',
      'org.testcontainers': 'another',
      'docker-cloud.task': 'another',
    }
    const [container] = await running({ dockerLabels })
    const { Labels } = container!.Config
    assert.equal(Labels.tier, 'front')
    assert.equal(Labels['com.docker.compose.project'], undefined)
    assert.notEqual(Labels['org.testcontainers'], 'another')
    assert.match(Labels['docker-cloud.task']!, /^arn:aws:ecs:/)
  })

  test('a kernel parameter of the machine stops the task before it starts', async () => {
    await app.register({ systemControls: [{ namespace: 'kernel.core_pattern', value: '|/x' }] })
    const { taskArn } = await app.runTask()
    const { stopCode, stoppedReason } = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(stopCode, 'TaskFailedToStart')
    assert.equal(
      stoppedReason,
      'CannotStartContainerError: sysctl "kernel.core_pattern" is not in a separate kernel namespace',
    )
  })
})
