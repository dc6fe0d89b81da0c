import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { UpdateServiceCommand } from '@aws-sdk/client-ecs'
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { Json } from '../../../scripts/release/template.ts'
import { createAccessKey, removeUser } from '../../../scripts/workflow/access-key.ts'
import { checkSettled, listDeployments } from '../../../scripts/workflow/settled.ts'
import { fixture, openGithubAccount, policies } from '../../support/github-account.ts'
import { unique } from '../../support/target.ts'

/** Workflows as people have them, against an account of their own, and typical faults in them. */

const account = await openGithubAccount()
after(() => account[Symbol.asyncDispose]())
const starter = fixture('starter.yml')
const twoJobs = fixture('two-jobs.yml')
const registry = new URL(account.target.url).host

const noticesIn = (lines: string[]) => lines.filter((line) => line.startsWith('notice: '))

test('the starter with an access key', async () => {
  const { lines, error } = await account.run('aws.yml', starter)
  assert.equal(error, undefined, lines.join('\n'))
  assert.deepEqual(
    lines.map((line) => line.replaceAll(/[0-9a-f]{40}/g, 'SHA')),
    [
      'job deploy',
      'ok Checkout: this checkout, without uncommitted changes',
      'ok Configure AWS credentials: an access key',
      `ok Login to Amazon ECR: logged in to ${registry}`,
      'ok Build and push: ',
      `ok Render: web with ${registry}/shop:SHA`,
      'ok Deploy: web runs web:2',
    ],
  )
  await checkSettled(account.ecs, 'aws.yml', new Set())
})

test('the access key of a rehearsal replaces that of an interrupted one, and goes with its user', async () => {
  const json = JSON.parse(policies.push) as Json
  const first = await createAccessKey(account.iam, 'rehearsal', { push: json })
  const { id, secret } = await createAccessKey(account.iam, 'rehearsal', { push: json })
  assert.notEqual(id, first.id)
  const keys = { accessKeyId: id, secretAccessKey: secret }
  const sts = new STSClient({ ...account.target.config, credentials: keys })
  const { Arn } = await sts.send(new GetCallerIdentityCommand())
  assert.match(Arn!, /:user\/rehearsal$/)
  await removeUser(account.iam, 'rehearsal')
  await removeUser(account.iam, 'rehearsal')
  await assert.rejects(sts.send(new GetCallerIdentityCommand()), { name: 'InvalidClientTokenId' })
})

test('a job that builds and one that deploys, each with its role', async () => {
  const { lines, error } = await account.run('release.yml', twoJobs)
  assert.equal(error, undefined, lines.join('\n'))
  assert.match(lines.join('\n'), /role build for repo:octo\/shop:ref:refs\/heads\/main/)
  assert.match(lines.join('\n'), /role deploy for repo:octo\/shop:environment:production/)
  assert.match(lines.join('\n'), new RegExp(`web with ${registry}/shop:[0-9a-f]{7}\n`))
  assert.match(lines.at(-1)!, /: web runs web:\d+$/)
})

test('Docker’s actions push each image of a matrix', async () => {
  const { lines, error } = await account.run('images.yml', fixture('buildx.yml'))
  assert.equal(error, undefined, lines.join('\n'))
  assert.ok(lines.includes('job image (shop, one, final)'), lines.join('\n'))
  assert.match(noticesIn(lines)[0]!, /^notice: shop sha256:[0-9a-f]{64}$/)
})

test('a workflow that another one calls, with inputs, secrets and outputs', async () => {
  const others = { 'called.yml': fixture('called.yml') }
  const { lines, error } = await account.run('promote.yml', fixture('calling.yml'), { others })
  assert.equal(error, undefined, lines.join('\n'))
  assert.deepEqual(
    lines.filter((line) => line.startsWith('job ')),
    [
      'job rollout (production): calls ./.github/workflows/called.yml',
      'job rollout (production) / rollout',
      'job after',
    ],
  )
  assert.deepEqual(noticesIn(lines), ['notice: released web of production'])
})

test('a called workflow whose job is skipped has deployed nothing', async () => {
  const inner = fixture('called.yml').replace(/^( +)runs-on: .*$/m, "$&\n$1if: vars.TYPO != ''")
  const others = { 'called.yml': inner }
  const { error } = await account.run('promote.yml', fixture('calling.yml'), { others })
  assert.equal(error, 'called.yml: nothing was deployed, because job rollout was skipped')
})

test('a job has a home of its own, and each line of a masked text is hidden', async () => {
  const name = unique('written-by-a-step')
  const text = `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - { name: mask, run: 'echo ::add-mask::left%0Aright' }
      - { name: show, run: 'touch ~/${name}; echo "::notice::a right b"' }
`
  const { lines, error } = await account.run('home.yml', text)
  assert.equal(error, undefined, lines.join('\n'))
  assert.deepEqual(noticesIn(lines), ['notice: a *** b'])
  assert.equal(existsSync(join(homedir(), name)), false)
})

test('actions of the repository, defaults, conditions, and what may fail', async () => {
  const { lines, error } = await account.run('checks.yml', fixture('own-actions.yml'))
  assert.equal(error, undefined, lines.join('\n'))
  assert.deepEqual(noticesIn(lines), [
    'notice: app a value, push 13',
    // sha256sum one.txt | xxd -r -p | sha256sum
    'notice: fe8d7a873dc48961a6af334c996b2cb3ce37149d5ce9c9253952a54c6a92c1ad true',
    'notice: went on',
    'notice: post a value kept',
    'notice: post inner kept',
    'notice: Hello main',
  ])
  assert.ok(lines.includes("The action 'Run sleep 100' has timed out after 0.01 minutes."))
})

/** Leaves out the build, which most faults do not need. */
const withoutBuild = (text: string) => text.replaceAll(/docker (build|push) .*/g, 'true')

const faults: [what: string, change: [from: string | RegExp, to: string], words: RegExp][] = [
  [
    'id-token: write is missing',
    [/(deploy:[^]*)id-token: write, /, '$1'],
    /^Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers$/,
  ],
  [
    'the role is another one',
    ['vars.DEPLOY_ROLE', 'vars.BUILD_ROLE'],
    /^Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity$/,
  ],
  [
    'the environment is not in the trust policy',
    ['environment: production', 'environment: staging'],
    /^Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity$/,
  ],
  [
    'the image is not passed between the jobs',
    ['tag: ${{ steps.name.outputs.tag }}\n', 'image: ${{ steps.name.outputs.tag }}\n'],
    /^Input required and not supplied: image$/,
  ],
  [
    'the output is masked',
    [
      /tag=\$\{GITHUB_SHA::7\}" >> "\$GITHUB_OUTPUT"/,
      'tag=${GITHUB_SHA::7}" >> "$GITHUB_OUTPUT"; echo "::add-mask::${GITHUB_SHA::7}"',
    ],
    /^Input required and not supplied: image$/,
  ],
  [
    'the container has another name',
    ['container-name: web', 'container-name: app'],
    /^Invalid task definition: Could not find container definition with matching name$/,
  ],
  ['the cluster has another name', ['cluster: shop', 'cluster: shops'], /^Cluster not found\.$/],
  [
    'the region of the deployment is another one',
    [/(deploy:[^]*)aws-region: us-east-1/, '$1aws-region: eu-west-1'],
    /^Cluster not found\.$/,
  ],
]

for (const [what, [from, to], words] of faults)
  test(`a fault: ${what}`, async () => {
    const text = withoutBuild(twoJobs)
    assert.notEqual(text.replace(from, to), text)
    const { lines, error } = await account.run('release.yml', text.replace(from, to))
    assert.equal(error, 'release.yml: job deploy failed', lines.join('\n'))
    assert.match(lines.at(-1)!, words)
  })

test('a fault: the region of the push is another one', async () => {
  const { lines } = await account.run(
    'aws.yml',
    starter.replace('AWS_REGION: us-east-1', 'AWS_REGION: eu-west-1'),
  )
  assert.match(
    lines.join('\n'),
    /The repository with name 'shop' does not exist in the registry with id '\*{3}'/,
  )
})

test('a fault: an output with the masked account is dropped', async () => {
  const text = withoutBuild(twoJobs)
    .replace('tag: ${{ steps.name.outputs.tag }}', 'tag: ${{ steps.ecr.outputs.registry }}')
    .replace(
      '          aws-region: us-east-1',
      "          aws-region: us-east-1\n          mask-aws-account-id: 'true'",
    )
  const { lines } = await account.run('release.yml', text)
  assert.ok(lines.includes("warning: Skip output 'tag' since it may contain secret."))
  assert.equal(lines.at(-1), 'Input required and not supplied: image')
})

test('a fault: the deploy role may not pass the execution role', async () => {
  const role = { RoleName: 'deploy', PolicyName: 'pass' }
  await account.iam.send(new DeleteRolePolicyCommand(role))
  const { lines } = await account.run('release.yml', withoutBuild(twoJobs))
  await account.iam.send(new PutRolePolicyCommand({ ...role, PolicyDocument: policies.pass }))
  assert.match(
    lines.at(-1)!,
    /^Failed to register task definition in ECS: User: arn:aws:sts::0{12}:assumed-role\/deploy\/GitHubActions is not authorized to perform: iam:PassRole on resource: arn:aws:iam::0{12}:role\/execution/,
  )
})

test('a fault: nothing waits for the deployment', async () => {
  const before = await listDeployments(account.ecs)
  const { error, lines } = await account.run(
    'release.yml',
    withoutBuild(twoJobs).replace('wait-for-service-stability: true', 'desired-count: 1'),
  )
  assert.equal(error, undefined, lines.join('\n'))
  await assert.rejects(checkSettled(account.ecs, 'release.yml', before), {
    message:
      /^release\.yml ends before web is deployed: its deployment is IN_PROGRESS \(ECS deployment ecs-svc\/\d+ in progress\.\)\. Wait for it: `wait-for-service-stability: true`/,
  })
  // A deployment of another application is not the workflow's.
  await checkSettled(account.ecs, 'release.yml', await listDeployments(account.ecs))
  await account.ecs.send(
    new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount: 0 }),
  )
})
