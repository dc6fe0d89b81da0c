import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { dockerAt } from '../../../../../localstack/docker/index.ts'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { printed } from '../../../../support/printed.ts'
import { openTarget, type Target } from '../../../../support/target.ts'

const docker = dockerAt('/var/run/docker.sock')

describe('a container has the settings of its definition', () => {
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

  test('user and working directory', async () => {
    const settings = { user: '1234:5678', workingDirectory: '/tmp' }
    const program = '[process.getuid(), process.getgid(), process.cwd()].join()'
    assert.equal(await printed(app, program, settings), '1234,5678,/tmp')
  })

  test('tmpfs: of its size, with its options', async () => {
    const tmpfs = [{ containerPath: '/scratch', size: 8, mountOptions: ['noexec'] }]
    const program =
      'fs.readFileSync("/proc/mounts", "utf8").match(/^tmpfs .scratch tmpfs (.*) 0 0$/m)[1]'
    const options = (await printed(app, program, { linuxParameters: { tmpfs } }))!.split(',')
    assert.ok(options.includes('size=8192k') && options.includes('noexec'), String(options))
  })

  test('entry point before command', async () => {
    const settings = { entryPoint: ['node', '-p'], command: ['"the command"'] }
    assert.equal(await printed(app, '', settings), 'the command')
  })

  test('initProcessEnabled: its program is not process 1', async () => {
    assert.equal(await printed(app, 'process.pid', {}), '1')
    const linuxParameters = { initProcessEnabled: true }
    assert.notEqual(await printed(app, 'process.pid', { linuxParameters }), '1')
  })

  test('pidMode task: its containers see one another’s processes', async () => {
    const first = 'fs.readFileSync("/proc/1/cmdline", "utf8").split("\\0")[0]'
    assert.equal(await printed(app, first, {}), 'node')
    assert.equal(await printed(app, first, {}, { pidMode: 'task' }), '/pause')
  })

  const openFiles =
    'fs.readFileSync("/proc/self/limits", "utf8").match(/open files +(\\d+) +(\\d+)/).slice(1).join()'

  test('as many open files as it says, and as Fargate gives unless it says', async () => {
    const ulimits = [{ name: 'nofile' as const, softLimit: 2000, hardLimit: 2000 }]
    assert.equal(await printed(app, openFiles, { ulimits }), '2000,2000')
    const given = await printed(app, openFiles, {})
    const [soft, hard] = given!.split(',').map(Number)
    assert.equal(soft, hard)
    assert.ok(hard! <= 65_535)
  })

  test('what is said on a terminal is logged too', async () => {
    assert.equal(
      await printed(app, 'String(process.stdout.isTTY)', { pseudoTerminal: true }),
      'true',
    )
  })

  test('capabilities, labels, a terminal and standard input', async () => {
    await app.register({
      linuxParameters: { capabilities: { add: ['SYS_PTRACE'], drop: ['CHOWN'] } },
      dockerLabels: { tier: 'front' },
      pseudoTerminal: true,
      interactive: true,
      stopTimeout: 7,
    })
    const { taskArn } = await app.runTask()
    await app.taskIn(taskArn!, 'RUNNING')
    const [summary] = await docker.containers.list({ 'docker-cloud.task': taskArn! })
    const { Config, HostConfig } = (await docker.containers.inspect(summary!.Id)) as unknown as {
      Config: {
        Labels: Record<string, string>
        Tty: boolean
        OpenStdin: boolean
        StopTimeout: number
      }
      HostConfig: { CapAdd: string[]; CapDrop: string[] }
    }
    assert.match(HostConfig.CapAdd.join(), /^(CAP_)?SYS_PTRACE$/)
    assert.match(HostConfig.CapDrop.join(), /^(CAP_)?CHOWN$/)
    assert.equal(Config.Labels.tier, 'front')
    assert.equal(Config.Tty, true)
    assert.equal(Config.OpenStdin, true)
    assert.equal(Config.StopTimeout, 7)
  })
})
