import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readApp } from '../../../scripts/release/app.ts'
import { assumptionsOf } from '../../../scripts/oidc/jobs.ts'
import { ownRoles } from '../../../scripts/oidc/own-roles.ts'
import { linesOf } from '../../../scripts/oidc/show.ts'
import { issuer, readTrust } from '../../../scripts/oidc/trust.ts'
import { trustPolicyFor } from '../../../scripts/oidc/trust-policy.ts'
import { verify } from '../../../scripts/oidc/verify.ts'
import { readWorkflow } from '../../../scripts/workflow/read-workflow.ts'
import { fixture } from '../../support/github-account.ts'

/** Jobs of workflows that people have, and the trust policy that allows them. */

const app = readApp({
  GITHUB_REPOSITORY: 'octo/shop',
  GITHUB_REPOSITORY_OWNER_ID: '7',
  GITHUB_REPOSITORY_ID: '8',
})
const step = (role: string) =>
  `{ uses: aws-actions/configure-aws-credentials@v4, with: { role-to-assume: '${role}', aws-region: us-east-1 } }`
const jobOf = (steps: string, more = '') =>
  `jobs:\n  a:\n    runs-on: ubuntu-latest\n    permissions: { id-token: write }\n${more}    steps: [${steps}]\n`

function assumptions(files: Record<string, string>, env: NodeJS.ProcessEnv = {}) {
  const workflows = Object.entries(files).map(([file, text]) => readWorkflow(file, text))
  return assumptionsOf(workflows, { app, ...ownRoles(workflows, env) })
}

const shown = (files: Record<string, string>, env?: NodeJS.ProcessEnv) =>
  assumptions(files, env).map(
    ({ job, event, environment, input, hasToken }) =>
      `${job}, ${event.label}: ${input.role} in ${environment ?? 'no environment'}${hasToken ? '' : ', no token'}`,
  )

test('each combination of a matrix is a job of its own', () => {
  const text = `on: { push: { branches: [main] } }\n${jobOf(
    step('arn:${{ matrix.env }}'),
    '    strategy: { matrix: { env: [staging, production] } }\n    environment: ${{ matrix.env }}\n',
  )}`
  assert.deepEqual(shown({ 'w.yml': text }), [
    'w.yml a (staging), push to main: arn:staging in staging',
    'w.yml a (production), push to main: arn:production in production',
  ])
})

test('a called workflow has the inputs, secrets and permissions of the job that calls it', () => {
  const files = { 'calling.yml': fixture('calling.yml'), 'called.yml': fixture('called.yml') }
  assert.deepEqual(shown(files, { DEPLOY_ROLE_ARN: 'arn:x' }), [
    'called.yml rollout, push to main: arn:x in production',
  ])
  const without = { ...files, 'calling.yml': files['calling.yml'].replace('id-token: write, ', '') }
  assert.match(shown(without)[0]!, /, no token$/)
})

test('a job that names no permissions has no token', () => {
  const text = jobOf(step('arn:x')).replace('    permissions: { id-token: write }\n', '')
  assert.deepEqual(shown({ 'w.yml': `on: { push: { branches: [main] } }\n${text}` }), [
    'w.yml a, push to main: arn:x in no environment, no token',
  ])
})

test('a job with an access key assumes no role by a token', () => {
  assert.deepEqual(shown({ 'starter.yml': fixture('starter.yml') }), [])
})

test('a role that an earlier step or a variable gives is named as not set', () => {
  const text = `on: { push: { branches: [main] } }\n${jobOf(`${step('${{ steps.x.outputs.role }}')}, ${step('${{ vars.MY_ROLE }}')}`)}`
  const found = assumptions({ 'w.yml': text })
  assert.deepEqual(
    found.map(({ missing }) => missing),
    [['steps.x'], ['vars.MY_ROLE']],
  )
  assert.equal(assumptions({ 'w.yml': text }, { MY_ROLE: 'arn:mine' })[1]!.input.role, 'arn:mine')
})

test('a pull request of a fork runs no job whose condition excludes it', () => {
  const condition =
    "    if: github.event.pull_request.head.repo.full_name == github.repository && github.event.action != 'closed'\n"
  const text = (more: string) =>
    `on: { pull_request: { types: [opened, closed] } }\n${jobOf(step('arn:x'), more)}`
  assert.deepEqual(shown({ 'w.yml': text(condition) }), [
    'w.yml a, pull_request: arn:x in no environment',
  ])
  assert.equal(shown({ 'w.yml': text('') }).length, 4)
})

test('a role that bootstrap does not create gets the trust policy for exactly its jobs', () => {
  const role = 'arn:aws:iam::123456789012:role/mine'
  const text = `on: { push: { branches: [main] } }\n${jobOf(step(role), '    environment: live\n')}`
  const verdicts = verify(app, { roles: [], assumptions: assumptions({ 'w.yml': text }) })
  const printed = linesOf(verdicts, process.stderr).join('\n')
  const [, policy] = printed.split('this trust policy allows exactly these jobs:\n')
  const trust = readTrust(JSON.parse(policy!.replace('<account>', '123456789012')))
  const arn = 'arn:aws:iam::000000000000:role/mine'
  const own = verify(app, {
    roles: [{ name: 'mine', arn, trust }],
    assumptions: assumptions({ 'w.yml': text.replace(role, arn) }),
  })
  assert.deepEqual(
    own.flatMap(({ rows }) => rows.filter(({ isRight }) => !isRight)),
    [],
  )
  assert.deepEqual(own[0]!.findings, [])
})

test('a job on any branch has a pattern in its trust policy', () => {
  const subjects = [
    'repo:octo/shop:ref:refs/heads/any-other-branch',
    'repo:octo/shop:ref:refs/tags/v1',
  ]
  const { Statement } = JSON.parse(
    trustPolicyFor(subjects, { issuer, audience: 'sts.amazonaws.com', account: '1' }),
  ) as {
    Statement: { Condition: object }[]
  }
  assert.deepEqual(Statement[0]!.Condition, {
    StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
    StringLike: {
      'token.actions.githubusercontent.com:sub': [
        'repo:octo/shop:ref:refs/heads/*',
        'repo:octo/shop:ref:refs/tags/v1',
      ],
    },
  })
})
