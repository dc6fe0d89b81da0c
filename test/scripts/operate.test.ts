import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { after, describe, test } from 'node:test'
import { promisify } from 'node:util'
import {
  CreateServiceCommand,
  DeleteServiceCommand,
  StopTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { cost, costLines } from '../../scripts/cost.ts'
import type { Amount } from '../../scripts/cost/amount.ts'
import { deploy } from '../../scripts/deploy.ts'
import { logs, logText } from '../../scripts/logs.ts'
import type { Flags } from '../../scripts/release/arguments.ts'
import { restart } from '../../scripts/restart.ts'
import { scale } from '../../scripts/scale.ts'
import { status, statusLines } from '../../scripts/status.ts'
import { taskLines, tasks } from '../../scripts/tasks.ts'
import { releaseApp } from '../support/released-app.ts'
import { addScaling } from '../support/settings.ts'
import { openTarget } from '../support/target.ts'
import { until } from '../support/until.ts'

/** One release, on which the verbs for operating are called, most of them in this process. */

const target = await openTarget()
const app = await releaseApp(target)
const { APP_NAME, ecs, open, describeServer, ask } = app

after(async () => {
  await app[Symbol.asyncDispose]()
  await target[Symbol.asyncDispose]()
})

async function scaleTo(count: string, { dryRun = false } = {}): Promise<string[]> {
  const { context, lines } = open({ names: ['server'], dryRun })
  await scale(context, {}, ['server', count])
  return lines.filter((line) => !/^(on AWS at )?\d\d:\d\d:\d\d /.test(line))
}

async function readLogs(flags: Flags): Promise<string[]> {
  const lines: string[] = []
  for await (const line of logs(open().context, flags)) lines.push(...logText(line))
  return lines
}

describe('a released service', () => {
  test('tasks shows what runs, and why a task stopped', async () => {
    const listed = await tasks(open().context, {})
    assert.equal(listed.tasks.length, 2)
    for (const { service, revision, versions, status: state, health } of listed.tasks)
      assert.deepEqual(
        { service, revision, versions, state, health },
        { service: 'server', revision: 1, versions: ['one'], state: 'RUNNING', health: 'HEALTHY' },
      )
    const { task } = listed.tasks[0]!
    await ecs.send(new StopTaskCommand({ cluster: APP_NAME, task, reason: 'to see it' }))
    const ended = await until('a stopped task', async () => {
      const { tasks: stopped } = await tasks(open().context, { stopped: true })
      return stopped[0]?.status === 'STOPPED' && stopped
    })
    assert.deepEqual(
      ended.map(({ task: id, stopCode, stoppedReason }) => ({ id, stopCode, stoppedReason })),
      [{ id: task, stopCode: 'UserInitiated', stoppedReason: 'to see it' }],
    )
    const [head, line] = taskLines({ tasks: ended }, Infinity)
    assert.match(head!, /^task +service +revision +version +status +health +since +stopped by$/)
    assert.match(
      line!,
      /^\w{32} +server +1 +one +STOPPED .* UserInitiated: to see it \(server: exit code 0\)$/,
    )

    const lines = statusLines(await status(open().context, {}))
    assert.ok(
      lines.some((one) =>
        /^stopped     \w{8}, .+, \S+-server:1: UserInitiated: to see it/.test(one),
      ),
      lines.join('\n'),
    )
  })

  test('logs of some time, with some words, of one task, of errors', async () => {
    await until('tasks that run again', async () => (await describeServer()).runningCount === 2)
    for (const path of ['/one', '/two', '/fail']) await ask(path)
    const errors = await until('the error', async () => {
      const found = await readLogs({ errors: true })
      return found.length > 0 && found
    })
    assert.match(errors.join('\n'), /^\d\d:\d\d:\d\d\.\d{3} server\/\w{8} Error: no database$/)
    const asked = await readLogs({ filter: 'asked', since: '15m' })
    assert.deepEqual(
      asked.map((line) => line.replace(/^\S+ \S+ /, '')),
      ['asked for /one', 'asked for /two'],
    )
    assert.equal((await readLogs({ filter: '"asked for /two"' })).length, 1)

    const { tasks: stopped } = await tasks(open().context, { stopped: true })
    const id = stopped[0]!.task.slice(0, 8)
    const own = await readLogs({ task: id })
    assert.ok(own.length > 0)
    for (const line of own) assert.ok(line.includes(`server/${id} `), line)

    await assert.rejects(readLogs({ filter: '{ bad' }), {
      message: /--filter is \{ bad, which CloudWatch Logs does not take/,
    })
  })

  test('scale says what changes the number again, and ends when the tasks are healthy', async () => {
    const file = '.aws/server/service.json: the next deployment sets it back to 2, its desiredCount'
    assert.deepEqual(await scaleTo('3', { dryRun: true }), [
      'would update ECS service server, from 2 to 3 tasks',
      file,
    ])
    assert.equal((await describeServer()).desiredCount, 2)
    assert.deepEqual(await scaleTo('3'), [
      'updated      ECS service server, from 2 to 3 tasks',
      file,
      'server runs in 3 tasks',
    ])
    assert.equal((await describeServer()).runningCount, 3)
    addScaling(4)
    assert.deepEqual(await scaleTo('1'), [
      'updated      ECS service server, from 3 to 1 task',
      '.aws/server/scaling.json: autoscaling keeps it between 2 and 4, and brings 1 back with its next change',
      'server runs in 1 task',
    ])
    assert.deepEqual(await scaleTo('2'), [
      'updated      ECS service server, from 1 to 2 tasks',
      '.aws/server/scaling.json: autoscaling keeps it between 2 and 4, and may change it at any time; a deployment does not',
      'server runs in 2 tasks',
    ])
    rmSync('.aws/server/scaling.json')
    assert.deepEqual(await scaleTo('2'), [
      'unchanged    ECS service server, which has to have 2 tasks',
      'server runs in 2 tasks',
    ])
    for (const count of ['two', '-1', '1.5', '5001', ''])
      await assert.rejects(scaleTo(count), { message: /it must be a whole number from 0 to 5000/ })
    await assert.rejects(scale(open().context, {}, ['server']), { message: /name the service and/ })
  })

  test('restart replaces every task, and no request fails', async () => {
    const old = (await tasks(open().context, {})).tasks.map(({ task }) => task)
    const [{ id }] = (await describeServer()).deployments as [{ id: string }]
    const stop = new AbortController()
    const answers: string[] = []
    const client = async () => {
      while (!stop.signal.aborted) {
        answers.push(await ask('/ping').catch((error: Error) => error.message))
        await delay(20)
      }
    }
    const clients = [client(), client()]
    const { context, lines } = open()
    await restart(context)
    stop.abort()
    await Promise.all(clients)
    assert.ok(answers.length > 10)
    assert.deepEqual(
      answers.filter((answer) => answer !== 'pong'),
      [],
    )
    assert.equal(lines.at(0), `updated      ECS service server: new tasks of ${APP_NAME}-server:1`)
    assert.ok(lines.includes(`${APP_NAME}-server:1 runs in 2 tasks`), lines.join('\n'))
    const { deployments = [] } = await describeServer()
    assert.ok(deployments.every((one) => one.id !== id))
    const running = (await tasks(open().context, {})).tasks.filter(
      ({ status: state }) => state === 'RUNNING',
    )
    assert.equal(running.length, 2)
    assert.ok(running.every(({ task }) => !old.includes(task)))
  })

  test('on a terminal the service is shown below the lines while it restarts', async () => {
    const verb = join(import.meta.dirname, '../../scripts/restart.ts')
    const env = { ...process.env, TERM: 'xterm', CI: '' }
    const { stdout } = await promisify(execFile)(
      'script',
      ['-qec', `${process.execPath} ${verb} server`, '/dev/null'],
      { env },
    )
    const drawn = stdout.split('\u001B[J')
    const [shown = ''] = drawn.filter((text) => text.includes('deployment  PRIMARY IN_PROGRESS'))
    assert.match(shown, /service     server ACTIVE, \d\/2 tasks running/)
    assert.match(shown, /^task        \w{8} RUNNING HEALTHY, \S+-server:1, target 172/m)
    assert.ok(!stdout.includes('waiting for deployment'), stdout)
    // In the end the lasting lines alone are there.
    assert.ok(!drawn.at(-2)!.includes('deployment  '), stdout)
  })

  test('cost adds up what runs and what the files ask for', async () => {
    const found = await cost(open().context)
    const item = (name: string) => found.items.find((one) => one.name === name)
    // 2 tasks × 730 hours × (0.25 vCPU × 0.04048 + 0.5 GB × 0.004445)
    const two = { quantity: '2 × 0.25 vCPU, 0.5 GB', monthly: 18.02 }
    const rounded = (amount: Amount = { quantity: '' }) => ({
      ...amount,
      monthly: Math.round(amount.monthly! * 100) / 100,
    })
    assert.deepEqual(rounded(item('server')?.now), two)
    assert.deepEqual(rounded(item('server')?.files), two)
    assert.equal(rounded(item('load balancer')?.now).monthly, 16.43)
    const zones = Number(item('public IPv4 addresses')?.now?.quantity) - 2
    assert.ok(zones >= 2)
    assert.deepEqual(item('public IPv4 addresses')?.files, item('public IPv4 addresses')?.now)
    assert.match(item('images in ECR')!.now!.quantity, /^0\.\d\d GB$/)
    const lines = costLines(found, Infinity)
    assert.match(
      lines[0]!,
      /^730 hours in us-east-1, in USD, at AWS's public prices of \d{4}-\d\d-\d\d$/,
    )
    assert.ok(
      lines.some((line) => /^server +18\.02 +2 × .* 18\.02 +2 × /.test(line)),
      lines.join('\n'),
    )
    process.env.AWS_REGION = 'eu-west-3'
    await assert.rejects(cost(open().context), {
      message: /^there are no prices of eu-west-3: the table of .* has us-east-1 and eu-central-1;/,
    })
    process.env.AWS_REGION = target.config.region
  })

  test('deploy waits for the deployment that it finds, or says which it replaces', async () => {
    const force = () =>
      ecs.send(
        new UpdateServiceCommand({
          cluster: APP_NAME,
          service: 'server',
          forceNewDeployment: true,
        }),
      )
    await force()
    const first = open()
    await deploy(first.context, {})
    assert.ok(
      first.lines.some((line) =>
        /^deployment ecs-svc\/\d+ of \S+-server:1 was started .+: this waits for it$/.test(line),
      ),
      first.lines.join('\n'),
    )

    const definition = await app.call('register', '--force')
    assert.equal(definition.code, 0, definition.stderr)
    await force()
    const second = open()
    await deploy(second.context, {})
    assert.ok(
      second.lines.some((line) =>
        /^deployment ecs-svc\/\d+ of \S+-server:1, which arn:aws:\S+ registered, was started .+ and has not completed: this one replaces it$/.test(
          line,
        ),
      ),
      second.lines.join('\n'),
    )
    assert.match((await describeServer()).taskDefinition!, /-server:2$/)
  })

  test('deploy waits for the tasks of a greater number, which starts no deployment', async () => {
    const file = '.aws/server/service.json'
    const settings = readFileSync(file, 'utf8')
    writeFileSync(file, settings.replace('"desiredCount": 2', '"desiredCount": 3'))
    const { context, lines } = open()
    await deploy(context, {})
    writeFileSync(file, settings)
    assert.ok(lines.includes(`${APP_NAME}-server:2 runs in 3 tasks`), lines.join('\n'))
    assert.equal((await describeServer()).runningCount, 3)
  })

  test('deploy mentions a service that the files no longer have, and waits as long as it may', async () => {
    const { taskDefinition, networkConfiguration } = await describeServer()
    await ecs.send(
      new CreateServiceCommand({
        cluster: APP_NAME,
        serviceName: 'former',
        taskDefinition,
        desiredCount: 0,
        launchType: 'FARGATE',
        networkConfiguration,
      }),
    )
    const { context, lines } = open({ dryRun: true })
    await deploy(context, {})
    assert.ok(
      lines.includes(
        `ECS service former goes on running, and .aws/former/service.json does not exist: restore it, or delete the service with \`npm run destroy -- --removed\``,
      ),
      lines.join('\n'),
    )
    await ecs.send(new DeleteServiceCommand({ cluster: APP_NAME, service: 'former', force: true }))
    for (const timeout of ['0', 'long', '-1'])
      await assert.rejects(deploy(open().context, { timeout }), {
        message: `--timeout is "${timeout}": it must be a number of minutes, such as 30`,
      })
  })
})
