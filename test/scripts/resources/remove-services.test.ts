import assert from 'node:assert/strict'
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import {
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  ECSClient,
} from '@aws-sdk/client-ecs'
import { readApp } from '../../../scripts/release/app.ts'
import { serviceNamed } from '../../../scripts/release/services.ts'
import { ensureListener, removeListeners } from '../../../scripts/resources/listener.ts'
import { ensureLoadBalancer, removeLoadBalancer } from '../../../scripts/resources/load-balancer.ts'
import {
  ensureLogGroup,
  findLogGroup,
  removeLogGroup,
} from '../../../scripts/resources/log-group.ts'
import { removeRemovedServices } from '../../../scripts/resources/remove-services.ts'
import { findRemovedServices, removedLine } from '../../../scripts/resources/removed-services.ts'
import { removeTargetGroup } from '../../../scripts/resources/target-group.ts'
import { defaultNetwork, openGroups } from '../../support/balancer.ts'
import { enterCheckout, writeFiles } from '../../support/checkout.ts'
import { openContext } from '../../support/context.ts'
import { createIdleService } from '../../support/idle-service.ts'
import { makeServer } from '../../support/release.ts'
import { openTarget, unique } from '../../support/target.ts'
import { callVerb } from '../../support/verb.ts'

const target = await openTarget()
after(() => target[Symbol.asyncDispose]())

test('a service whose folder was removed is mentioned, and deleted with everything of it alone', async () => {
  const APP_NAME = unique('shop')
  const cwd = makeServer()
  cpSync(join(cwd, '.aws/server'), join(cwd, '.aws/old'), { recursive: true })
  // Both services write to one log group, which stays.
  for (const file of ['service', 'task-definition', 'target-group', 'smoke']) {
    const path = join(cwd, '.aws/old', `${file}.json`)
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('server', 'old'))
  }
  const Conditions = [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/old'] } }]
  writeFiles(cwd, { '.aws/old/rule.json': { Priority: 1, Conditions } })
  const release = { RELEASE_VERSION: 'v1', RELEASE_REVISION: 'one' }
  const call = (verb: string, ...flags: string[]) =>
    callVerb(verb, { target, env: { ...process.env, APP_NAME, ...release }, flags, cwd })
  const made = await call('bootstrap')
  assert.equal(made.code, 0, made.stderr)
  await createIdleService(target, { app: APP_NAME, name: 'old' })
  const folder = join(cwd, '.aws/old')
  renameSync(folder, join(cwd, 'old'))
  const mention =
    '.aws has no old any more, and the account still has it: `npm run destroy -- --removed` deletes it'
  const { lines: differences } = await call('diff')
  assert.ok(differences.includes(mention), differences.join('\n'))
  const verified = await call('verify')
  assert.ok(verified.lines.includes(`warning ${mention}`), verified.lines.join('\n'))

  const { code, lines, stderr } = await call('destroy', '--removed')
  assert.equal(code, 0, stderr)
  assert.deepEqual(lines, [
    'deleted      ECS service old',
    `deleted      log group /ecs/${APP_NAME}/old`,
    `deleted      1 revisions of task definition ${APP_NAME}-old`,
    'deleted      rule for service old',
    `deleted      target group ${APP_NAME}-old`,
    `deleted      security group ${APP_NAME}-old`,
    `deleted      ECR repository ${APP_NAME}/old and its images`,
    `deleted      role ${APP_NAME}-old-task`,
    '8 deleted',
  ])
  const rest = await call('bootstrap')
  assert.deepEqual(
    rest.lines.filter((line) => /^(created|deleted)|any more/.test(line)),
    [],
  )
  assert.equal((await call('destroy')).code, 0)
  rmSync(cwd, { recursive: true })
})

test('a service to which the listener forwards is not deleted before bootstrap', async () => {
  using _ = enterCheckout({ '.aws/api/task-definition.json': {} })
  const name = unique('shop')
  const { context, lines } = openContext(target, name)
  const { vpcId: vpc, subnetIds: subnets } = await defaultNetwork(target)
  const [securityGroup = ''] = await openGroups(target, vpc)
  const balancer = await ensureLoadBalancer(context, {
    desired: { input: {}, listeners: [] },
    network: { vpc, subnets },
    securityGroup,
  })
  const old = serviceNamed('old', { prefix: name, repositories: name }, ['service'])
  const elb = new ElasticLoadBalancingV2Client(target.config)
  const created = await elb.send(
    new CreateTargetGroupCommand({ Name: old.group, VpcId: vpc, Protocol: 'HTTP', Port: 80 }),
  )
  const group = created.TargetGroups![0]!.TargetGroupArn
  await ensureListener(context, { Protocol: 'HTTP', Port: 80 }, { balancer, group })
  lines()
  await assert.rejects(removeRemovedServices(context, [old], {}), {
    message:
      'the listener on port 80 still forwards to old, and nothing was deleted: run `npm run bootstrap` first',
  })
  assert.deepEqual(lines(), [])
  await removeListeners(context)
  await removeLoadBalancer(context)
  await removeTargetGroup(context, old)
})

test('a job that was a service loses its ECS service alone', async () => {
  using _ = enterCheckout({ '.aws/api/task-definition.json': {} })
  const name = unique('shop')
  const { context, lines } = openContext(target, name)
  const ecs = new ECSClient(target.config)
  await ecs.send(new CreateClusterCommand({ clusterName: name }))
  await createIdleService(target, { app: name, name: 'api' })
  const removed = await findRemovedServices(context)
  assert.deepEqual(removed, context.services)
  assert.equal(
    removedLine(context, removed[0]!),
    '.aws/api has no service.json, and the account still has ECS service api: `npm run destroy -- --removed` deletes it',
  )
  await removeRemovedServices(context, removed, {})
  assert.deepEqual(lines(), ['deleted      ECS service api'])
  assert.deepEqual(await findRemovedServices(context), [])
  await ecs.send(new DeleteClusterCommand({ cluster: name }))
})

test('another environment comes first, and a log group that another service writes to stays', async () => {
  const name = unique('shop')
  const staging = `${name}-staging`
  const logGroup = `/ecs/${name}/old`
  const options = { 'awslogs-group': logGroup }
  const logConfiguration = { logDriver: 'awslogs', options }
  using _ = enterCheckout({
    '.aws/api/task-definition.json': { containerDefinitions: [{ name: 'api', logConfiguration }] },
    '.aws/environments/staging.env': '',
  })
  const { context, lines } = openContext(target, name)
  const { tags } = readApp({ APP_NAME: name, ENVIRONMENT: 'staging' })
  const ecs = new ECSClient(target.config)
  await ensureLogGroup(context, logGroup)
  for (const [clusterName, owned] of [
    [name, context.app.tags],
    [staging, tags],
  ] as const) {
    await ecs.send(
      new CreateClusterCommand({
        clusterName,
        tags: Object.entries(owned).map(([key, value]) => ({ key, value })),
      }),
    )
    await createIdleService(target, { app: clusterName, name: 'old', tags: owned })
  }
  const removed = await findRemovedServices(context)
  lines()
  await assert.rejects(removeRemovedServices(context, removed, {}), {
    message:
      'the environment staging still has old, and nothing was deleted: run `npm run destroy -- --removed --environment staging` first',
  })
  assert.deepEqual(lines(), [])
  await ecs.send(new DeleteServiceCommand({ cluster: staging, service: 'old', force: true }))
  await removeRemovedServices(context, removed, {})
  assert.deepEqual(lines(), [
    'deleted      ECS service old',
    `deleted      1 revisions of task definition ${name}-old`,
  ])
  assert.ok(await findLogGroup(context, logGroup))
  await removeLogGroup(context, logGroup)
  for (const cluster of [name, staging]) await ecs.send(new DeleteClusterCommand({ cluster }))
})
