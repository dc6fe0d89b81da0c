import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs'
import { CreateServiceCommand, ECSClient, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs'
import { readApp } from '../../scripts/release/app.ts'
import { defaultNetwork } from '../support/balancer.ts'
import { openTarget, unique } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'

const target = await openTarget()
after(() => target[Symbol.asyncDispose]())

/** The service as `deploy` makes it, without a task. */
async function createService(app: string): Promise<void> {
  const ecs = new ECSClient(target.config)
  const tags = Object.entries(readApp({ APP_NAME: app }).tags)
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: `${app}-server`,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'server', image: 'busybox' }],
    }),
  )
  const { subnetIds } = await defaultNetwork(target)
  await ecs.send(
    new CreateServiceCommand({
      cluster: app,
      serviceName: 'server',
      taskDefinition: `${app}-server`,
      launchType: 'FARGATE',
      desiredCount: 0,
      networkConfiguration: { awsvpcConfiguration: { subnets: subnetIds } },
      tags: tags.map(([key, value]) => ({ key, value })),
    }),
  )
}

test('everything is deleted, each resource after its users', async () => {
  const APP_NAME = unique('shop')
  const destroy = (...flags: string[]) => callVerb('destroy', { target, env: { APP_NAME }, flags })
  await callVerb('bootstrap', { target, env: { APP_NAME } })
  await createService(APP_NAME)
  const order = [
    'ECS service server',
    `1 revisions of task definition ${APP_NAME}-server`,
    'listener on port 80',
    `load balancer ${APP_NAME}`,
    `target group ${APP_NAME}-server`,
    `security group ${APP_NAME}-server`,
    `security group ${APP_NAME}-load-balancer`,
    `log group /ecs/${APP_NAME}/server`,
    `ECR repository ${APP_NAME}/server and its images`,
    `ECS cluster ${APP_NAME}`,
    `role ${APP_NAME}-push`,
    `role ${APP_NAME}-deploy`,
    `role ${APP_NAME}-execution`,
    `role ${APP_NAME}-server-task`,
    'OIDC provider token.actions.githubusercontent.com',
  ]
  const dry = await destroy('--dry-run')
  assert.deepEqual(
    dry.lines.slice(0, -1),
    order.map((what) => `would delete ${what}`),
  )

  const real = await destroy()
  assert.equal(real.stderr, '')
  assert.deepEqual(real.lines, [
    ...order.map((what) => `deleted      ${what}`),
    '15 deleted',
    `nothing of ${APP_NAME} is left in account 000000000000, us-east-1`,
  ])
  assert.deepEqual((await destroy()).lines, [
    'nothing to do',
    `nothing of ${APP_NAME} is left in account 000000000000, us-east-1`,
  ])
})

test('resources that bootstrap did not create stay, and are reported', async () => {
  const APP_NAME = unique('shop')
  const logGroupName = `/ecs/${APP_NAME}/server`
  await new CloudWatchLogsClient(target.config).send(new CreateLogGroupCommand({ logGroupName }))
  const { code, lines, stderr } = await callVerb('destroy', { target, env: { APP_NAME } })
  assert.equal(code, 1)
  assert.deepEqual(lines, [
    `kept         log group ${logGroupName}, which is not this app's alone`,
    '1 kept',
  ])
  assert.equal(stderr, 'docker-cloud destroy: not deleted: log group of server\n')
})

test('an account on AWS has to be named', async () => {
  const env = { APP_NAME: unique('shop'), AWS_ACCESS_KEY_ID: '123456789012' }
  const unnamed = await callVerb('destroy', { target, env })
  assert.equal(unnamed.code, 1)
  assert.equal(
    unnamed.stderr,
    'docker-cloud destroy: this would delete the service with all its images and logs in account 123456789012, us-east-1: to confirm, add --account=123456789012\n',
  )
  const other = await callVerb('destroy', { target, env, flags: ['--account=210987654321'] })
  assert.equal(other.code, 1)
  const named = await callVerb('destroy', { target, env, flags: ['--account=123456789012'] })
  assert.equal(named.code, 0)
})

test('the OIDC provider stays while another app’s role trusts it', async () => {
  const [one, other] = [unique('shop'), unique('shop')]
  await callVerb('bootstrap', { target, env: { APP_NAME: one } })
  await callVerb('bootstrap', { target, env: { APP_NAME: other } })
  const { code, lines } = await callVerb('destroy', { target, env: { APP_NAME: one } })
  assert.equal(code, 0)
  assert.equal(
    lines.at(-3),
    "kept         OIDC provider token.actions.githubusercontent.com, which is not this app's alone",
  )
  const last = await callVerb('destroy', { target, env: { APP_NAME: other } })
  assert.equal(last.lines.at(-3), 'deleted      OIDC provider token.actions.githubusercontent.com')
})

test('an environment leaves the repositories, which production shares with it', async () => {
  const APP_NAME = unique('shop')
  const production = { APP_NAME }
  const staging = { APP_NAME, ENVIRONMENT: 'staging' }
  const bootstrapped = await callVerb('bootstrap', { target, env: staging })
  assert.equal(bootstrapped.code, 0, bootstrapped.stderr)
  assert.ok(bootstrapped.lines.includes(`APP_NAME=${APP_NAME}`))
  const shared = await callVerb('bootstrap', { target, env: production })
  assert.ok(shared.lines.includes(`unchanged    ECR repository ${APP_NAME}/server`))

  const one = await callVerb('destroy', { target, env: staging })
  assert.equal(one.code, 0, one.stderr)
  assert.ok(!one.lines.some((line) => line.includes('ECR repository')))
  const other = await callVerb('destroy', { target, env: production })
  assert.equal(other.code, 0, other.stderr)
  assert.ok(other.lines.includes(`deleted      ECR repository ${APP_NAME}/server and its images`))
})
