import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs'
import { DescribeSecurityGroupsCommand, EC2Client } from '@aws-sdk/client-ec2'
import { DeleteServiceCommand, ECSClient } from '@aws-sdk/client-ecs'
import {
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { defaultNetwork } from '../support/balancer.ts'
import { writeFiles } from '../support/checkout.ts'
import { createIdleService } from '../support/idle-service.ts'
import { makeServer } from '../support/release.ts'
import { openTarget, unique } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'

const target = await openTarget()
after(() => target[Symbol.asyncDispose]())

test('everything is deleted, each resource after its users', async () => {
  const APP_NAME = unique('shop')
  const destroy = (...flags: string[]) => callVerb('destroy', { target, env: { APP_NAME }, flags })
  await callVerb('bootstrap', { target, env: { APP_NAME } })
  await createIdleService(target, { app: APP_NAME })
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
  assert.equal(unnamed.code, 3)
  assert.equal(
    unnamed.stderr,
    'docker-cloud destroy: this would delete the service with all its images and logs in account 123456789012, us-east-1: to confirm, add --account=123456789012\n',
  )
  const other = await callVerb('destroy', { target, env, flags: ['--account=210987654321'] })
  assert.equal(other.code, 3)
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
  const cwd = makeServer()
  writeFiles(cwd, { '.aws/environments/staging.env': '' })
  const call = (verb: string, ...flags: string[]) =>
    callVerb(verb, { target, env: { APP_NAME }, flags, cwd })
  const staging = ['--environment', 'staging']
  const bootstrapped = await call('bootstrap', ...staging)
  assert.equal(bootstrapped.code, 0, bootstrapped.stderr)
  assert.ok(bootstrapped.lines.includes(`APP_NAME=${APP_NAME}`))
  const shared = await call('bootstrap')
  assert.ok(shared.lines.includes(`unchanged    ECR repository ${APP_NAME}/server`))

  const one = await call('destroy', ...staging)
  assert.equal(one.code, 0, one.stderr)
  assert.ok(!one.lines.some((line) => line.includes('ECR repository')))
  const other = await call('destroy')
  assert.equal(other.code, 0, other.stderr)
  assert.ok(other.lines.includes(`deleted      ECR repository ${APP_NAME}/server and its images`))
})

test('production stays while another environment runs its images, and each leaves the other alone', async () => {
  const APP_NAME = unique('shop')
  const cwd = makeServer()
  writeFiles(cwd, { '.aws/environments/staging.env': '' })
  const call = (verb: string, ...flags: string[]) =>
    callVerb(verb, { target, env: { APP_NAME }, flags, cwd })
  await call('bootstrap')
  await call('bootstrap', '--environment=staging')
  rmSync(join(cwd, '.aws/environments/staging.env'))
  const rejected = await call('destroy')
  assert.equal(
    rejected.stderr,
    'docker-cloud destroy: nothing was deleted: the environment staging runs images of these repositories: run `npm run destroy -- --environment staging` first\n',
  )
  assert.deepEqual(rejected.lines, [''])

  writeFiles(cwd, { '.aws/environments/staging.env': '' })
  assert.equal((await call('destroy', '--environment=staging')).code, 0)
  const unharmed = await call('bootstrap')
  assert.deepEqual(
    unharmed.lines.filter((line) => /^(created|updated)/.test(line)),
    [],
  )
  assert.equal((await call('destroy')).code, 0)
  rmSync(cwd, { recursive: true })
})

test('what would block the end is named before anything is deleted, with the command that helps', async () => {
  const APP_NAME = unique('shop')
  const call = (verb: string) => callVerb(verb, { target, env: { APP_NAME } })
  await call('bootstrap')
  await createIdleService(target, { app: APP_NAME, name: 'other', tags: {} })
  const { lines, stderr } = await call('destroy')
  assert.deepEqual(lines, [''])
  const remove = `aws ecs delete-service --cluster ${APP_NAME} --service other --force`
  assert.equal(
    stderr,
    `docker-cloud destroy: nothing was deleted: ECS service other in cluster ${APP_NAME} is not this app's: move it, or delete it with \`${remove}\`\n`,
  )
  await new ECSClient(target.config).send(
    new DeleteServiceCommand({ cluster: APP_NAME, service: 'other', force: true }),
  )
  const { subnetIds } = await defaultNetwork(target)
  const ec2 = new EC2Client(target.config)
  const Filters = [{ Name: 'group-name', Values: [`${APP_NAME}-server`] }]
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }))
  const elb = new ElasticLoadBalancingV2Client(target.config)
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({
      Name: unique('mine'),
      Subnets: subnetIds,
      SecurityGroups: [SecurityGroups![0]!.GroupId!],
    }),
  )
  const { LoadBalancerArn, LoadBalancerName } = LoadBalancers![0]!
  const held = await call('destroy')
  assert.match(
    held.stderr,
    new RegExp(`network interface eni-\\w+ \\(ELB app/${LoadBalancerName}/\\w+\\) uses it`),
  )
  await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))
  assert.equal((await call('destroy')).code, 0)
})
