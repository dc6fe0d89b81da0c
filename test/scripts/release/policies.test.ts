import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readApp } from '../../../scripts/release/app.ts'
import {
  checkPolicy,
  deploySubjectsOf,
  pushSubjectsOf,
  readPolicies,
} from '../../../scripts/release/policies.ts'
import type { Json } from '../../../scripts/release/template.ts'
import { enterCheckout } from '../../support/checkout.ts'

const app = readApp({ APP_NAME: 'shop', GITHUB_REPOSITORY: 'o/r' })
const values = {
  APP_NAME: 'shop',
  ACCOUNT_ID: '123456789012',
  REGION: 'eu-west-1',
  GITHUB_SUBJECTS: ['repo:o/r:environment:e'],
}

test('the shipped policies are complete when they are filled', () => {
  assert.doesNotMatch(JSON.stringify(readPolicies(app, values)), /\$\{/)
})

test('only one environment of one repository is trusted, and only for STS', () => {
  const { githubTrust } = readPolicies(app, values)
  const [statement] = (githubTrust as { Statement: { Condition: object }[] }).Statement
  assert.deepEqual(statement!.Condition, {
    StringEquals: {
      'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
      'token.actions.githubusercontent.com:sub': ['repo:o/r:environment:e'],
    },
  })
})

test('the deploy role passes two roles, and to tasks only', () => {
  const { deploy } = readPolicies(app, values)
  const { Statement } = deploy as { Statement: { Action: string | string[] }[] }
  assert.deepEqual(
    Statement.find(({ Action }) => Action === 'iam:PassRole'),
    {
      Sid: 'HandRolesToTasks',
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: [
        'arn:aws:iam::123456789012:role/shop-execution',
        'arn:aws:iam::123456789012:role/shop-server-task',
      ],
      Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    },
  )
})

test('the push role cannot delete, and the deploy role cannot push', () => {
  const policies = readPolicies(app, values)
  const actionsOf = (policy: object) =>
    (policy as { Statement: { Action: string | string[] }[] }).Statement.flatMap(
      ({ Action }) => Action,
    )
  for (const policy of [policies.push, policies.pushPublic])
    assert.deepEqual(
      actionsOf(policy as object).filter((action) => /Delete|ecs:|\*/.test(action)),
      [],
    )
  for (const policy of [policies.deploy, policies.findImage, policies.findImagePublic])
    assert.deepEqual(
      actionsOf(policy as object).filter((action) => /Put|Upload|Delete|\*/.test(action)),
      [],
    )
})

test('with several services, a job and a secret each statement has their resources, and no others', () => {
  const root = join(import.meta.dirname, '../../..')
  using checkout = enterCheckout({})
  cpSync(join(root, 'examples/shop/.aws'), join(checkout.folder, '.aws'), { recursive: true })
  cpSync(join(root, '.aws/policies'), join(checkout.folder, '.aws/policies'), { recursive: true })
  const policies = readPolicies(readApp({ APP_NAME: 'shop', GITHUB_REPOSITORY: 'o/r' }), values)
  const resourcesOf = (policy: Json) =>
    Object.fromEntries(
      (
        policy as unknown as { Statement: { Sid: string; Resource: string | string[] }[] }
      ).Statement.filter(({ Resource }) => Resource !== '*').map(({ Sid, Resource }) => [
        Sid,
        [Resource].flat().map((arn) => arn.replace(/^arn:aws:/, '')),
      ]),
    )
  const names = ['api', 'frontend', 'migrate', 'worker']
  const continuous = ['api', 'frontend', 'worker']
  const here = 'eu-west-1:123456789012'
  const repositories = ['api', 'frontend'].map((name) => `ecr:${here}:repository/shop/${name}`)
  const logStreams = names.map((name) => `logs:${here}:log-group:/ecs/shop/${name}:*`)
  const services = continuous.map((name) => `ecs:${here}:service/shop/${name}`)
  const definitions = names.map((name) => `ecs:${here}:task-definition/shop-${name}:*`)
  assert.deepEqual(resourcesOf(policies.push), { PushAndLook: repositories })
  assert.deepEqual(resourcesOf(policies.findImage), { FindImage: repositories })
  assert.deepEqual(resourcesOf(policies.execution), {
    Pull: repositories,
    ReadParameters: [`ssm:${here}:parameter/shop/DATABASE_URL`],
    WriteLogs: logStreams,
  })
  assert.deepEqual(resourcesOf(policies.deploy), {
    HandRolesToTasks: ['execution', ...names.map((name) => `${name}-task`)].map(
      (role) => `iam::123456789012:role/shop-${role}`,
    ),
    RollOut: services,
    RunJobs: [`ecs:${here}:task-definition/shop-migrate:*`],
    TagWhatIsCreated: [...services, ...definitions],
  })
})

test('the subject has both of GitHub’s forms if the ids are known', () => {
  const env = { GITHUB_REPOSITORY: 'octo/shop' }
  const subjectsOf = (more: NodeJS.ProcessEnv) =>
    deploySubjectsOf({ ...readApp({ ...env, ...more }), environment: 'blue:green' })
  assert.deepEqual(subjectsOf({}), ['repo:octo/shop:environment:blue%3Agreen'])
  const ids = { GITHUB_REPOSITORY_OWNER_ID: '1', GITHUB_REPOSITORY_ID: '2' }
  assert.deepEqual(subjectsOf(ids), [
    'repo:octo/shop:environment:blue%3Agreen',
    'repo:octo@1/shop@2:environment:blue%3Agreen',
  ])
  assert.deepEqual(pushSubjectsOf(readApp(env)), ['repo:octo/shop:ref:refs/heads/main'])
})

test('an invalid policy is reported with its file and member', () => {
  const said = (policy: Json, message: string) =>
    assert.throws(() => checkPolicy(policy, 'policies/push.json'), { message })
  said([], '.aws/policies/push.json: the file must be an object')
  said({}, '.aws/policies/push.json has no Statement')
  said(
    { Statement: [{ Effect: 'Allow' }, { Efect: 'Allow' }] },
    '.aws/policies/push.json: unknown member Statement[1].Efect: did you mean Effect?',
  )
  said(
    { Statement: { Effect: 'allow' } },
    '.aws/policies/push.json: Statement[0].Effect must be "Allow" or "Deny"',
  )
  said(
    { Statement: { Effect: 'Allow', Condition: { Bool: 'x' } } },
    '.aws/policies/push.json: Statement[0].Condition.Bool must be an object',
  )
})
