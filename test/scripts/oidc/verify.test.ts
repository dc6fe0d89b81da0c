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
import { missingIds } from '../../../scripts/oidc/repository-ids.ts'
import { verify } from '../../../scripts/oidc/verify.ts'
import { readWorkflow } from '../../../scripts/workflow/read-workflow.ts'

const root = join(import.meta.dirname, '../../..')
const deploy = readFileSync(join(root, '.github/workflows/deploy.yml'), 'utf8')
const ci = readFileSync(join(root, '.github/workflows/ci.yml'), 'utf8')
const issuer = 'token.actions.githubusercontent.com'
const arnOf = (name: string) => `arn:aws:iam::000000000000:role/${name}`
const own = 'repo:octo/shop:environment:production'
const ownWithIds = 'repo:octo@7/shop@8:environment:production'
const trusted = `${own}, ${ownWithIds}`
const ids = { GITHUB_REPOSITORY_OWNER_ID: '7', GITHUB_REPOSITORY_ID: '8' }

type Trust = Record<string, Record<string, string | string[]>>

/** Verifies the deploy role alone: the shipped workflow with a change, and a trust of one's own. */
function check({
  change = (text) => text,
  condition = subjectIs([own, ownWithIds]),
  env = ids,
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
  const assumptions = assumptionsOf(workflows, { app, vars, secrets: {} })
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
    denied: [...new Set(wrong.filter(({ isAllowed }) => !isAllowed).map(({ note }) => note))],
    others: [...new Set(wrong.filter(({ isAllowed }) => isAllowed).map(({ name }) => name))],
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
const notAuthorized = (trusted: string) =>
  `Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity; the role trusts ${trusted}`
const environment = `    environment:
      name: production
      url: \${{ steps.smoke.outputs.url }}
`
/** Changes the last occurrence, which is the deploy job's. */
const replaceLast = (what: string, by: string) => (text: string) => {
  const at = text.lastIndexOf(what)
  assert.ok(at >= 0, what)
  return text.slice(0, at) + by + text.slice(at + what.length)
}
const withInput = (line: string) =>
  replaceLast('          aws-region: ${{ vars.AWS_REGION }}', `          ${line}`)

test('the shipped workflow and the shipped trust allow both jobs and no other token', () => {
  const app = readApp({ GITHUB_REPOSITORY: 'octo/shop', ...ids })
  const { rows, jobs, ...rest } = check({})
  assert.deepEqual(rest, { problem: undefined, denied: [], others: [], findings: [] })
  assert.deepEqual(
    rows.filter(({ isAllowed }) => isAllowed).map(({ name, subject }) => [name, subject]),
    [
      ['deploy.yml deploy', own],
      ['deploy.yml deploy', ownWithIds],
    ],
  )
  assert.deepEqual(jobs, ['deploy.yml deploy, on push to main and workflow_dispatch (main)'])
  const { githubTrust } = readPolicies(app, {
    APP_NAME: app.name,
    ACCOUNT_ID: '000000000000',
    REGION: 'us-east-1',
    GITHUB_SUBJECTS: [own],
  })
  assert.deepEqual(readTrust(githubTrust).statements[0]!.conditions[1]!.values, [own])
})

test('without id-token: write the action has no token, and says so', () => {
  const { denied, problem } = check({ change: replaceLast('      id-token: write\n', '') })
  assert.deepEqual(denied, [
    'It looks like you might be trying to authenticate with OIDC. Did you mean to set the `id-token` permission? If you are not trying to authenticate with OIDC and the action is working successfully, you can ignore this message. Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers',
  ])
  assert.equal(problem, 'a job is denied its role (✘ above)')
})

test('a trust for another repository or branch denies the job', () => {
  for (const other of ['repo:octo/shopp:environment:production', 'repo:octo/shop:ref:refs/heads/x'])
    assert.deepEqual(check({ condition: subjectIs(other) }).denied, [notAuthorized(other)])
})

test('a job with an environment is not its branch, and the other way round', () => {
  const branch = 'repo:octo/shop:ref:refs/heads/main'
  assert.deepEqual(check({ condition: subjectIs(branch) }).denied, [notAuthorized(branch)])
  assert.deepEqual(check({ change: replaceLast(environment, '') }).denied, [notAuthorized(trusted)])
})

test('a repository with ids in its subject is denied by the other form', () => {
  const { denied, rows } = check({ condition: subjectIs(own) })
  assert.deepEqual(denied, [notAuthorized(own)])
  assert.deepEqual(
    rows.find(({ isRight }) => !isRight)!.subject,
    'repo:octo@7/shop@8:environment:production',
  )
})

test('without the ids of the repository a token that may have them counts as denied', () => {
  const { denied, problem } = check({ env: {}, condition: subjectIs(own) })
  assert.deepEqual(denied, [missingIds('octo/shop')])
  assert.equal(problem, 'a job is denied its role (✘ above)')
})

test('a key that AWS does not have denies every token, and is named', () => {
  const condition = { StringEquals: { ...subjectIs(own).StringEquals, [`${issuer}:iss`]: 'x' } }
  const { denied, findings } = check({ condition })
  assert.deepEqual(denied, [notAuthorized(own)])
  assert.deepEqual(findings, [
    `${issuer}:iss is not a condition key of AWS: the claim never reaches a policy, so the condition denies every token`,
  ])
})

test('a trust in another provider', () => {
  const { denied } = check({ provider: 'gitlab.com' })
  assert.deepEqual(denied, [
    `Could not assume role with OIDC: No OpenIDConnect provider found in your account for https://${issuer}`,
  ])
})

test('a pull request from a fork gets no token', () => {
  const change = (text: string) =>
    replaceLast(
      "vars.AWS_DEPLOY_ROLE_ARN != '' && github.ref == 'refs/heads/main' && ",
      '',
    )(text.replace('  workflow_dispatch:', '  pull_request:'))
  assert.deepEqual(check({ change }).denied, [
    'a pull request from a fork gets no token: Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers',
  ])
})

test('a bare role name', () => {
  const change = replaceLast('${{ vars.AWS_DEPLOY_ROLE_ARN }}', 'docker-cloud-deploy')
  assert.deepEqual(check({ change }).denied, [
    'Source Account ID is needed if the Role Name is provided and not the Role Arn.',
  ])
})

test('a variable that bootstrap does not give is empty, so there is no role', () => {
  const change = replaceLast('vars.AWS_DEPLOY_ROLE_ARN', 'vars.AWS_ROLE_ARN')
  assert.deepEqual(check({ change }).denied, [
    'role-to-assume is empty (vars.AWS_ROLE_ARN is not set): Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers',
  ])
})

test('the action rejects its inputs', () => {
  const said = (line: string) => check({ change: withInput(line) }).denied[0]
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

test('ForAllValues in an Allow allows every token, and is named', () => {
  const condition = {
    StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
    'ForAllValues:StringLike': { [`${issuer}:sub`]: own },
  }
  const { findings, others } = check({ condition })
  assert.deepEqual(findings, [
    'ForAllValues:StringLike in an Allow is true for every token that lacks the claim: every repository on GitHub is allowed',
  ])
  assert.ok(others.includes('any repository on GitHub'))
})

test('a wildcard in StringEquals is not a pattern', () => {
  const { findings, denied } = check({ condition: subjectIs('repo:octo/shop:*') })
  assert.deepEqual(findings, [
    `"repo:octo/shop:*" in StringEquals is not a pattern: it compares * and ? literally, so no token matches (use StringLike)`,
  ])
  assert.deepEqual(denied, [notAuthorized('repo:octo/shop:*')])
})

test('a role that no job assumes is reported', () => {
  const { problem, others } = check({
    change: replaceLast('vars.AWS_DEPLOY_ROLE_ARN', 'vars.AWS_PUSH_ROLE_ARN'),
  })
  assert.deepEqual(others, [])
  assert.equal(
    problem,
    'a job is denied its role (✘ above), and no job assumes the role docker-cloud-deploy',
  )
})

test('an expression that cannot be evaluated is reported with its job', () => {
  const change = replaceLast('vars.AWS_DEPLOY_ROLE_ARN !=', "hash('x') !=")
  assert.throws(() => check({ change }), { message: 'deploy.yml: job deploy cannot be evaluated' })
})

test('wide patterns allow other tokens, each reported by name', () => {
  assert.deepEqual(check({ condition: subjectIsLike('repo:octo/shop:*') }).others, [
    'branch main, in no environment',
    'another branch',
    'a tag',
    'a pull request',
    'another environment',
  ])
  assert.deepEqual(
    check({ condition: subjectIsLike('repo:octo/shop*') }).others.at(-1),
    'a longer repository name',
  )
  assert.ok(
    check({ condition: subjectIsLike('repo:octo/*') }).others.includes('another repository'),
  )
  assert.ok(
    check({ condition: subjectIsLike('repo:octo*') }).others.includes('a longer owner name'),
  )
  const everybody = check({ condition: subjectIsLike('repo:*') })
  assert.ok(everybody.others.includes('any repository on GitHub'))
  assert.deepEqual(everybody.findings, [
    '"repo:*" in StringLike matches every repository on GitHub',
  ])
})

test('a trust policy that does not check the subject, or the audience', () => {
  const noSubject = check({
    condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' } },
  })
  assert.ok(noSubject.others.includes('a fork'))
  assert.deepEqual(noSubject.findings, [
    `no condition checks ${issuer}:sub: every repository on GitHub is allowed, and AWS rejects such a policy`,
  ])
  const noAudience = check({ condition: { StringEquals: { [`${issuer}:sub`]: own } } })
  assert.deepEqual(noAudience.findings, [
    `no condition checks ${issuer}:aud: a token for another service is accepted too`,
  ])
})

test('a job that starts on any branch is denied on the others', () => {
  const change = replaceLast(" && github.ref == 'refs/heads/main'", '')
  const { problem } = check({
    change: (text) => replaceLast(environment, '')(change(text)),
    condition: subjectIs('repo:octo/shop:ref:refs/heads/main'),
  })
  assert.equal(problem, 'a job is denied its role (✘ above)')
})

test('a colon in a value does not forge another part of a subject', () => {
  const { rows } = check({ change: replaceLast('name: production', 'name: a:b') })
  assert.equal(
    rows.find(({ name }) => name.startsWith('deploy.yml'))!.subject,
    'repo:octo/shop:environment:a%3Ab',
  )
})
