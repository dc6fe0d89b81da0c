import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readApp } from '../../../scripts/release/app.ts'
import { readPolicies } from '../../../scripts/release/policies.ts'
import { variablesOf } from '../../../scripts/release/variables.ts'
import { assumptionsOf } from '../../../scripts/oidc/jobs.ts'
import { problemIn } from '../../../scripts/oidc/show.ts'
import { readTrust } from '../../../scripts/oidc/trust.ts'
import { verify } from '../../../scripts/oidc/verify.ts'
import { readWorkflow } from '../../../scripts/workflow/model.ts'

const root = join(import.meta.dirname, '../../..')
const deploy = readFileSync(join(root, '.github/workflows/deploy.yml'), 'utf8')
const ci = readFileSync(join(root, '.github/workflows/ci.yml'), 'utf8')
const issuer = 'token.actions.githubusercontent.com'
const arnOf = (name: string) => `arn:aws:iam::000000000000:role/${name}`
const own = 'repo:octo/shop:environment:production'

type Trust = Record<string, Record<string, string | string[]>>

/** Verifies the deploy role alone: the shipped workflow with a change, and a trust of one's own. */
function check({
  change = (text) => text,
  condition = subjectIs(own),
  env = {},
  provider = issuer,
}: {
  change?: (text: string) => string
  condition?: Trust
  env?: NodeJS.ProcessEnv
  provider?: string
}) {
  const app = readApp({ GITHUB_REPOSITORY: 'octo/shop', ...env })
  const vars = variablesOf(app, {
    pushRole: arnOf(app.pushRole),
    deployRole: arnOf(app.deployRole),
    region: 'us-east-1',
  })
  const workflows = [readWorkflow('ci.yml', ci), readWorkflow('deploy.yml', change(deploy))]
  const assumptions = assumptionsOf(workflows, { app, vars })
  const trust = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::000000000000:oidc-provider/${provider}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: condition,
    },
  }
  const role = { name: app.deployRole, arn: arnOf(app.deployRole), trust: readTrust(trust) }
  const verdicts = verify(app, {
    roles: [role],
    assumptions: assumptions.filter(({ job }) => job === 'deploy.yml deploy'),
  })
  const rows = verdicts.flatMap((verdict) => verdict.rows)
  const wrong = rows.filter(({ isRight }) => !isRight)
  return {
    problem: problemIn(verdicts),
    keptOut: [...new Set(wrong.filter(({ letIn }) => !letIn).map(({ note }) => note))],
    strangers: [...new Set(wrong.filter(({ letIn }) => letIn).map(({ who }) => who))],
    findings: verdicts.flatMap(({ findings }) => findings),
    rows,
    jobs: verdicts.flatMap((verdict) => verdict.jobs),
  }
}

const subjectIs = (sub: string | string[]): Trust => ({
  StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: sub },
})
const subjectIsLike = (sub: string): Trust => ({
  StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
  StringLike: { [`${issuer}:sub`]: sub },
})
const refused = (trusted: string) =>
  `Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity; the role trusts ${trusted}`
/** Changes the last occurrence, which is the deploy job's. */
const replaceLast = (what: string, by: string) => (text: string) => {
  const at = text.lastIndexOf(what)
  assert.ok(at >= 0, what)
  return text.slice(0, at) + by + text.slice(at + what.length)
}
const withInput = (line: string) =>
  replaceLast('          aws-region: ${{ vars.AWS_REGION }}', `          ${line}`)

test('the shipped workflow and the shipped trust let in both jobs and nobody else', () => {
  const app = readApp({ GITHUB_REPOSITORY: 'octo/shop' })
  const { rows, jobs, ...rest } = check({})
  assert.deepEqual(rest, { problem: undefined, keptOut: [], strangers: [], findings: [] })
  assert.deepEqual(
    rows.filter(({ letIn }) => letIn).map(({ who, subject }) => [who, subject]),
    [['deploy.yml deploy', own]],
  )
  assert.deepEqual(jobs, ['deploy.yml deploy, on push to main and workflow_dispatch (main)'])
  const { githubTrust } = readPolicies({
    APP_NAME: app.name,
    ACCOUNT_ID: '000000000000',
    REGION: 'us-east-1',
    GITHUB_SUBJECTS: [own],
  })
  assert.deepEqual(readTrust(githubTrust).statements[0]!.conditions[1]!.values, [own])
})

test('O1 without id-token: write the action has no token, and says so', () => {
  const { keptOut, problem } = check({ change: replaceLast('      id-token: write\n', '') })
  assert.deepEqual(keptOut, [
    'It looks like you might be trying to authenticate with OIDC. Did you mean to set the `id-token` permission? If you are not trying to authenticate with OIDC and the action is working successfully, you can ignore this message. Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers',
  ])
  assert.equal(problem, 'a job is kept out (✘ above)')
})

test('O2 a trust for another repository or branch keeps the job out', () => {
  for (const other of ['repo:octo/shopp:environment:production', 'repo:octo/shop:ref:refs/heads/x'])
    assert.deepEqual(check({ condition: subjectIs(other) }).keptOut, [refused(other)])
})

test('O3 a job with an environment is not its branch, and the other way round', () => {
  const branch = 'repo:octo/shop:ref:refs/heads/main'
  assert.deepEqual(check({ condition: subjectIs(branch) }).keptOut, [refused(branch)])
  assert.deepEqual(check({ change: replaceLast('    environment: production\n', '') }).keptOut, [
    refused(own),
  ])
})

test('O4 a repository with ids in its subject is kept out by the other form', () => {
  const env = { GITHUB_REPOSITORY_OWNER_ID: '7', GITHUB_REPOSITORY_ID: '8' }
  const { keptOut, rows } = check({ env })
  assert.deepEqual(keptOut, [refused(own)])
  assert.deepEqual(
    rows.find(({ isRight }) => !isRight)!.subject,
    'repo:octo@7/shop@8:environment:production',
  )
  const both = [own, 'repo:octo@7/shop@8:environment:production']
  assert.equal(check({ env, condition: subjectIs(both) }).problem, undefined)
})

test('O7 a key that AWS does not have keeps everybody out, and is named', () => {
  const condition = { StringEquals: { ...subjectIs(own).StringEquals, [`${issuer}:iss`]: 'x' } }
  const { keptOut, findings } = check({ condition })
  assert.deepEqual(keptOut, [refused(own)])
  assert.deepEqual(findings, [
    `${issuer}:iss is no condition key of AWS: that claim never reaches a policy, so the condition keeps everybody out`,
  ])
})

test('O9 a trust in another provider', () => {
  const { keptOut } = check({ provider: 'gitlab.com' })
  assert.deepEqual(keptOut, [
    `Could not assume role with OIDC: No OpenIDConnect provider found in your account for https://${issuer}`,
  ])
})

test('O10 a pull request from a fork gets no token', () => {
  const change = (text: string) =>
    replaceLast(
      "    if: vars.AWS_DEPLOY_ROLE_ARN != '' && github.ref == 'refs/heads/main'\n",
      '',
    )(text.replace('  workflow_dispatch:', '  pull_request:'))
  assert.deepEqual(check({ change }).keptOut, [
    'a pull request from a fork gets no token: Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers',
  ])
})

test('O14 a bare role name', () => {
  const { keptOut } = check({
    change: replaceLast('${{ vars.AWS_DEPLOY_ROLE_ARN }}', 'docker-cloud-deploy'),
  })
  assert.deepEqual(keptOut, [
    'Source Account ID is needed if the Role Name is provided and not the Role Arn.',
  ])
})

test('a variable that bootstrap does not give is empty, so there is no role', () => {
  const { keptOut } = check({
    change: replaceLast('vars.AWS_DEPLOY_ROLE_ARN', 'vars.AWS_ROLE_ARN'),
  })
  assert.deepEqual(keptOut, [
    'role-to-assume is empty (vars.AWS_ROLE_ARN is not set): Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers',
  ])
})

test('O15, O16, O18 what the action refuses of its inputs', () => {
  const said = (line: string) => check({ change: withInput(line) }).keptOut[0]
  assert.equal(said('aws-region: ""'), 'Input required and not supplied: aws-region')
  assert.equal(said('aws-region: EU_West'), 'Region is not valid: EU_West')
  const region = 'aws-region: us-east-1\n          '
  assert.equal(
    said(`${region}role-session-name: a b`),
    "Role session name is not valid: 'a b'. Must satisfy regular expression pattern: [\\w+=,.@-]*",
  )
  assert.equal(
    said(`${region}role-session-name: x`),
    "Role session name must be between 2 and 64 characters, got 1: 'x'",
  )
  assert.equal(
    said(`${region}allowed-account-ids: 111111111111`),
    'The account ID of the provided credentials (000000000000) does not match any of the expected account IDs: 111111111111',
  )
})

test('O17 ForAllValues in an Allow lets everybody in, and is named', () => {
  const condition = {
    StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
    'ForAllValues:StringLike': { [`${issuer}:sub`]: own },
  }
  const { findings, strangers } = check({ condition })
  assert.deepEqual(findings, [
    'ForAllValues:StringLike in an Allow holds for every token that lacks the claim: a security hole, which lets everybody in',
  ])
  assert.ok(strangers.includes('anybody on GitHub'))
})

test('a wildcard in StringEquals is no pattern', () => {
  const { findings, keptOut } = check({ condition: subjectIs('repo:octo/shop:*') })
  assert.deepEqual(findings, [
    `"repo:octo/shop:*" in StringEquals is no pattern: it takes * and ? for themselves, so nobody's token fits (StringLike reads patterns)`,
  ])
  assert.deepEqual(keptOut, [refused('repo:octo/shop:*')])
})

test('a role that no job takes on is no stranger’s, and is said', () => {
  const { problem, strangers } = check({
    change: replaceLast('vars.AWS_DEPLOY_ROLE_ARN', 'vars.AWS_PUSH_ROLE_ARN'),
  })
  assert.deepEqual(strangers, [])
  assert.equal(
    problem,
    'a job is kept out (✘ above), and no job takes on the role docker-cloud-deploy',
  )
})

test('a condition that cannot be read is said with its job', () => {
  const change = replaceLast('vars.AWS_DEPLOY_ROLE_ARN !=', "hashFiles('x') !=")
  assert.throws(() => check({ change }), { message: 'deploy.yml: job deploy cannot be followed' })
})

test('wide patterns let strangers in, each said by name', () => {
  assert.deepEqual(check({ condition: subjectIsLike('repo:octo/shop:*') }).strangers, [
    'branch main, in no environment',
    'another branch',
    'a tag',
    'a pull request',
    'another environment',
  ])
  assert.deepEqual(
    check({ condition: subjectIsLike('repo:octo/shop*') }).strangers.at(-1),
    'a name that begins alike',
  )
  assert.ok(
    check({ condition: subjectIsLike('repo:octo/*') }).strangers.includes('another repository'),
  )
  assert.ok(
    check({ condition: subjectIsLike('repo:octo*') }).strangers.includes(
      'an owner who begins alike',
    ),
  )
  const everybody = check({ condition: subjectIsLike('repo:*') })
  assert.ok(everybody.strangers.includes('anybody on GitHub'))
  assert.deepEqual(everybody.findings, ['"repo:*" in StringLike is every repository on GitHub'])
})

test('a trust that does not look at the subject, or not at the audience', () => {
  const noSubject = check({
    condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' } },
  })
  assert.ok(noSubject.strangers.includes('a fork'))
  assert.deepEqual(noSubject.findings, [
    `${issuer}:sub is not looked at: anybody on GitHub is let in, and AWS refuses such a policy`,
  ])
  const noAudience = check({ condition: { StringEquals: { [`${issuer}:sub`]: own } } })
  assert.deepEqual(noAudience.findings, [
    `${issuer}:aud is not looked at: a token that was made for another service is taken too`,
  ])
})

test('a job that begins on any branch is kept out on the others', () => {
  const change = replaceLast(" && github.ref == 'refs/heads/main'", '')
  const { problem } = check({
    change: (text) => replaceLast('    environment: production\n', '')(change(text)),
    condition: subjectIs('repo:octo/shop:ref:refs/heads/main'),
  })
  assert.equal(problem, 'a job is kept out (✘ above)')
})

test('a colon in a value does not forge another part of a subject', () => {
  const { rows } = check({ change: replaceLast('environment: production', 'environment: a:b') })
  assert.equal(
    rows.find(({ who }) => who.startsWith('deploy.yml'))!.subject,
    'repo:octo/shop:environment:a%3Ab',
  )
})
