import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import {
  CreateClusterCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { findNewestGood } from '../../scripts/resources/earlier-revision.ts'
import { rollback } from '../../scripts/rollback.ts'
import { enterCheckout, writeFiles } from '../support/checkout.ts'
import { openContext } from '../support/context.ts'
import { createIdleService } from '../support/idle-service.ts'
import { makeServer, removeApps } from '../support/release.ts'
import { startRequests } from '../support/requests.ts'
import { openEmulator, openTarget, unique } from '../support/target.ts'
import { until } from '../support/until.ts'
import { callVerb } from '../support/verb.ts'

const target = await openTarget()
const APP_NAME = unique('shop')
const checkout = makeServer()
const ecs = new ECSClient(target.config)

async function call(verb: string, revision: string, ...flags: string[]) {
  const env = { ...process.env, APP_NAME, RELEASE_VERSION: 'v1', RELEASE_REVISION: revision }
  return callVerb(verb, { target, env, flags, cwd: checkout })
}

async function release(revision: string): Promise<void> {
  for (const verb of ['push', 'register', 'deploy']) {
    const { code, stderr } = await call(verb, revision)
    assert.equal(code, 0, `${verb}: ${stderr}`)
  }
}

/** The revision of the task definition that the service runs. */
async function running(): Promise<string> {
  const { services } = await ecs.send(
    new DescribeServicesCommand({ cluster: APP_NAME, services: ['server'] }),
  )
  return services![0]!.taskDefinition!.split(':').at(-1)!
}

before(async () => {
  writeFiles(checkout, { 'server/other': 'one' })
  const { code, stderr } = await call('bootstrap', 'one')
  assert.equal(code, 0, stderr)
})
after(async () => {
  await removeApps(target, [{ APP_NAME, AWS_REGION: target.config.region }])
  rmSync(checkout, { recursive: true })
  await target[Symbol.asyncDispose]()
})

test('rollback goes to the last deployment that completed, or to a revision or an image, and no request fails', async () => {
  const early = await call('rollback', 'one')
  assert.equal(early.code, 1)
  assert.match(early.stderr, /there is no ECS service server: nothing was deployed yet/)

  await release('one')
  const first = await call('rollback', 'one')
  assert.equal(first.code, 1)
  assert.match(first.stderr, /no earlier deployment of server has completed: it has only run/)

  writeFiles(checkout, { 'server/other': 'two' })
  await release('two')
  assert.equal(await running(), '2')

  const planned = await call('rollback', 'two', '--dry-run')
  assert.deepEqual(planned.lines, [
    `would update ECS service server, from ${APP_NAME}-server:2 back to ${APP_NAME}-server:1`,
  ])
  assert.equal(await running(), '2')

  await using requests = startRequests([`${target.url}/_aws/elb/${APP_NAME}/ping`])
  const back = await call('rollback', 'two')
  assert.equal(back.code, 0, back.stderr)
  assert.deepEqual(Object.keys(await requests.stop()), ['200'])
  assert.equal(await running(), '1')
  assert.ok(back.lines.includes(`${APP_NAME}-server:1 runs in 2 tasks`), back.lines.join())

  const repeated = await call('rollback', 'two')
  assert.equal(repeated.code, 0, repeated.stderr)
  assert.equal(repeated.lines[0], 'server was rolled back already; name another revision with --to')
  assert.equal(await running(), '1')

  const forward = await call('rollback', 'two', '--to=two')
  assert.equal(forward.code, 0, forward.stderr)
  assert.equal(await running(), '2')

  assert.deepEqual((await call('rollback', 'two', '--to=2')).lines, [
    `unchanged    server, which runs ${APP_NAME}-server:2`,
    `${APP_NAME}-server:2 runs in 2 tasks`,
  ])
  const unknown = await call('rollback', 'two', '--to=three')
  assert.equal(unknown.code, 1)
  assert.match(
    unknown.stderr,
    /-server has no revision three, and its repository no image of that tag; its newest revisions are \S+-server:1, \S+-server:2/,
  )
})

test('an interrupted rollback of a deployment that never completed goes on', async () => {
  // Without an engine no task starts, and a deployment with one does not complete.
  await using idle = await openEmulator({ dockerSocket: '/nonexistent' })
  const cluster = unique('shop')
  using _ = enterCheckout({
    '.aws/server/task-definition.json': {},
    '.aws/server/service.json': {},
  })
  const idleEcs = new ECSClient(idle.config)
  await idleEcs.send(new CreateClusterCommand({ clusterName: cluster }))
  await createIdleService(idle, { app: cluster })
  const family = `${cluster}-server`
  const { taskDefinition: first } = await idleEcs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: family }),
  )
  const { networkMode, requiresCompatibilities, cpu, memory } = first!
  const { containerDefinitions, executionRoleArn } = first!
  const size = { networkMode, requiresCompatibilities, cpu, memory }
  const update = async (revision: number, desiredCount: number) => {
    const taskDefinition = `${family}:${revision}`
    const change = { cluster, service: 'server', taskDefinition, desiredCount }
    await idleEcs.send(new UpdateServiceCommand(change))
  }
  const next = { family, ...size, containerDefinitions, executionRoleArn }
  await idleEcs.send(new RegisterTaskDefinitionCommand(next))
  await idleEcs.send(new RegisterTaskDefinitionCommand(next))
  const { context, lines } = openContext(idle, cluster, { dryRun: true })
  await update(2, 0)
  await until('revision 2 to be deployed', async () =>
    (await findNewestGood(context, context.services[0]!))?.endsWith(':2'),
  )
  await update(3, 1)
  await rollback(context, {})
  assert.deepEqual(lines(), [
    `would update ECS service server, from ${family}:3 back to ${family}:2`,
  ])
  await update(2, 1)
  await rollback(context, {})
  assert.deepEqual(lines(), [
    'server was rolled back already; name another revision with --to',
    `unchanged    server, which runs ${family}:2`,
  ])
})
