import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { StopTaskCommand } from '@aws-sdk/client-ecs'
import { dockerAt } from '../../../../../localstack/docker/index.ts'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { enter, executeCommand, outputOf, startExecTask } from '../../../../support/exec-session.ts'
import { openTarget, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

/** Sessions of ECS Exec with the client of `npm run exec`, which is written after AWS's plugin. `plugin.test.ts` has that itself. */
describe('a session of ECS Exec', () => {
  let target: Target
  let app: Ecs
  let task: string
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
    task = await startExecTask(target, app, {
      user: 'node',
      workingDirectory: '/usr/local/bin',
      environment: [{ name: 'GREETING', value: 'hello' }],
    })
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  test('runs a program as root, in the working directory and with the environment of its container', async () => {
    const command = `sh -c 'id -un; pwd; echo $GREETING $TERM $LANG; echo $0 "$1"' zero 'two words'`
    assert.equal(
      await outputOf(app, task, command),
      'root\r\n/usr/local/bin\r\nhello xterm-256color C.UTF-8\r\nzero two words\r\n',
    )
  })

  test('has a terminal of the size of the window, and follows it', async () => {
    const entered = enter(await executeCommand(app, task, '/bin/sh'), { cols: 91, rows: 17 })
    entered.input.write('stty size\n')
    await entered.shows('17 91')
    entered.resize(101, 27)
    await until('the new size', async () => {
      entered.input.write('stty size\n')
      return /27 101/.test(entered.output()) || undefined
    })
    entered.input.write('exit\n')
    assert.equal(await entered.ended, '')
  })

  test('passes keys on: Ctrl-C ends the program in the foreground and not the shell', async () => {
    const entered = enter(await executeCommand(app, task, '/bin/sh'))
    entered.input.write('echo sta""rted; sleep 1000\n')
    await entered.shows('started')
    // A key that comes while the shell starts the program may get lost there.
    await until('the shell', () => {
      entered.input.write('\x03echo st""ill here\n')
      return entered.output().includes('still here')
    })
    entered.input.write('\x04')
    assert.equal(await entered.ended, '')
  })

  test('loses nothing of 10 MB, which a slow reader holds back', async () => {
    const size = 10_000_000
    const program = `const line = i => String(i).padStart(9) + '\\n'; for (let i = 0; i < ${size / 10}; i++) process.stdout.write(line(i))`
    const session = await executeCommand(app, task, `node -e "${program.replaceAll('\\', '\\\\')}"`)
    const entered = enter(session)
    const goOn = entered.stall()
    await entered.shows('  0')
    goOn()
    assert.equal(await entered.ended, '')
    const text = entered.output().replaceAll('\r\n', '\n')
    const expected = Array.from({ length: size / 10 }, (_, i) => `${String(i).padStart(9)}\n`)
    assert.equal(text.length, size)
    assert.equal(digest(text), digest(expected.join('')))
  })

  test('is one of several at once', async () => {
    const [one, two] = [
      enter(await executeCommand(app, task, '/bin/sh')),
      enter(await executeCommand(app, task, '/bin/sh')),
    ]
    one.input.write('echo from o""ne\n')
    two.input.write('echo from t""wo\n')
    await Promise.all([one.shows('from one'), two.shows('from two')])
    assert.ok(!one.output().includes('from two'))
    for (const { input } of [one, two]) input.write('exit\n')
    assert.deepEqual(await Promise.all([one.ended, two.ended]), ['', ''])
  })

  test("ends with the agent's reason where the program does not start", async () => {
    assert.equal(
      await outputOf(app, task, 'nowhere --at all'),
      '----------ERROR-------\nUnable to start command: Failed to start pty: exec: "nowhere": executable file not found in $PATH',
    )
    assert.equal(
      await outputOf(app, task, `sh -c 'unfinished`),
      '----------ERROR-------\nUnable to start command: Failed to parse commands input: EOF found when expecting closing quote',
    )
  })

  test('leaves nothing running when its client goes', async () => {
    const command = `sh -c 'trap : HUP; echo up; while :; do sleep 4321; done'`
    const entered = enter(await executeCommand(app, task, command))
    await entered.shows('up')
    assert.match(await programs(), /sleep 4321/)
    entered.input.destroy(new Error('the client ends'))
    await assert.rejects(entered.ended, /the client ends/)
    await until('the end of the programs', async () => !/4321/.test(await programs()))
    await until('the end of what ended them', async () => (await helpers()).length === 0)
  })

  test('ends with its task', async () => {
    const own = await startExecTask(target, app)
    const entered = enter(await executeCommand(app, own, '/bin/sh'))
    await entered.shows('#')
    await app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task: own }))
    assert.equal(await entered.ended, '')
  })

  const docker = dockerAt('/var/run/docker.sock')
  const programs = () => outputOf(app, task, "sh -c \"cat /proc/[0-9]*/cmdline | tr '\\\\0' ' '\"")
  const helpers = () =>
    docker.containers.list({ 'docker-cloud.container': '~internal~ecs~hang-up' })
})

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
