import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { CloudWatchLogsClient, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs'
import { DeleteRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam'
import { requestsAt } from '../support/identity.ts'
import { openEmulator, openTarget, unique } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'

const target = await openTarget()
const APP_NAME = unique('shop')
const bootstrap = (...flags: string[]) =>
  callVerb('bootstrap', { target, env: { APP_NAME }, flags })
after(async () => {
  await callVerb('destroy', { target, env: { APP_NAME } })
  await target[Symbol.asyncDispose]()
})

const resources = [
  'OIDC provider token.actions.githubusercontent.com',
  `role ${APP_NAME}-push`,
  `policy push of role ${APP_NAME}-push`,
  `role ${APP_NAME}-deploy`,
  `policy deploy of role ${APP_NAME}-deploy`,
  `policy diagnose of role ${APP_NAME}-deploy`,
  `policy find-image of role ${APP_NAME}-deploy`,
  `role ${APP_NAME}-execution`,
  `policy execution of role ${APP_NAME}-execution`,
  `role ${APP_NAME}-server-task`,
  `ECR repository ${APP_NAME}/server`,
  `lifecycle policy of ECR repository ${APP_NAME}/server`,
  `log group /ecs/${APP_NAME}/server`,
  `ECS cluster ${APP_NAME}`,
  `security group ${APP_NAME}-load-balancer`,
  `security group ${APP_NAME}-server`,
  `load balancer ${APP_NAME}`,
  `target group ${APP_NAME}-server`,
  'listener on port 80',
]
const lines = (word: string) => resources.map((resource) => `${word.padEnd(12)} ${resource}`)

test('a dry run lists everything, and creates nothing', async () => {
  const dry = await bootstrap('--dry-run')
  assert.equal(dry.stderr, '')
  assert.deepEqual(dry.lines.slice(1, 20), lines('would create'))
  const real = await bootstrap()
  assert.equal(real.stderr, '')
  assert.deepEqual(real.lines.slice(1, 20), lines('created'))
  assert.deepEqual(real.lines.slice(20), [
    '19 created',
    "GitHub's repo:octo/shop:ref:refs/heads/main and repo:octo@7/shop@8:ref:refs/heads/main may push,",
    'repo:octo/shop:environment:production and repo:octo@7/shop@8:environment:production may deploy.',
    'Set these variables in the GitHub repository:',
    `AWS_PUSH_ROLE_ARN=arn:aws:iam::000000000000:role/${APP_NAME}-push`,
    `AWS_DEPLOY_ROLE_ARN=arn:aws:iam::000000000000:role/${APP_NAME}-deploy`,
    'AWS_REGION=us-east-1',
    `APP_NAME=${APP_NAME}`,
  ])
})

test('a second run changes nothing', async () => {
  const { lines: said } = await bootstrap()
  assert.deepEqual(said.slice(1, 20), lines('unchanged'))
})

const subjectChanges = (context: string) =>
  ['octo/shop octo/renamed', 'octo@7/shop@8 octo@7/renamed@8'].map((pair, index) => {
    const [from, to] = pair.split(' ')
    return `${' '.repeat(15)}Statement[0].Condition.StringEquals.token.actions.githubusercontent.com:sub[${index}]: "repo:${from}:${context}" -> "repo:${to}:${context}"`
  })

test('a later change is corrected, and the rest is unchanged', async () => {
  await new CloudWatchLogsClient(target.config).send(
    new PutRetentionPolicyCommand({ logGroupName: `/ecs/${APP_NAME}/server`, retentionInDays: 1 }),
  )
  await new IAMClient(target.config).send(
    new DeleteRolePolicyCommand({ RoleName: `${APP_NAME}-push`, PolicyName: 'push' }),
  )
  const { lines: said } = await callVerb('bootstrap', {
    target,
    env: { APP_NAME, GITHUB_REPOSITORY: 'octo/renamed' },
  })
  assert.deepEqual(
    said.slice(1, 22).filter((line) => !line.startsWith('unchanged')),
    [
      `updated      trust of role ${APP_NAME}-push`,
      ...subjectChanges('ref:refs/heads/main'),
      `created      policy push of role ${APP_NAME}-push`,
      `updated      trust of role ${APP_NAME}-deploy`,
      ...subjectChanges('environment:production'),
      `updated      log group /ecs/${APP_NAME}/server`,
    ],
  )
})

test('in a new account bootstrap waits for ECS’s service-linked role', async () => {
  await using fresh = await openEmulator({ enforceIam: true, ecsFirstUseFails: true })
  const { code, stderr } = await callVerb('bootstrap', { target: fresh, env: { APP_NAME } })
  assert.equal(code, 0, stderr)
  const asked = await requestsAt(fresh)
  assert.ok(
    asked.some(
      ({ action, operation }) =>
        action === 'iam:CreateServiceLinkedRole' && operation === 'ecs:CreateCluster',
    ),
  )
})
