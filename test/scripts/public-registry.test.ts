import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr'
import { DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs'
import { GetRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam'
import { openTarget, unique } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'
import { alias, publicHostOf } from '../localstack/services/ecr-public/client.ts'

const target = await openTarget()
const APP_NAME = unique('shop')
/** Another region than ECR Public's, where the rest of the release is. */
const AWS_REGION = 'eu-west-1'
const root = join(import.meta.dirname, '../..')
const checkout = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
const git = (...args: string[]) => execFileSync('git', args, { cwd: checkout, encoding: 'utf8' })
const call = (verb: string) =>
  callVerb(verb, {
    target,
    env: { ...process.env, APP_NAME, AWS_REGION, ECR_VISIBILITY: 'public' },
    cwd: checkout,
  })
const repository = `${APP_NAME}/server`
const uri = `${publicHostOf(target)}/${alias}/${repository}`

before(() => {
  writeFileSync(join(checkout, 'Dockerfile'), 'FROM scratch\nCOPY unique /\nCMD ["/unique"]\n')
  writeFileSync(join(checkout, 'unique'), APP_NAME)
  writeFileSync(join(checkout, 'compose.yaml'), 'services:\n  server:\n    build: .\n')
  cpSync(join(root, '.aws'), join(checkout, '.aws'), { recursive: true })
  git('init', '--quiet')
  git('add', '.')
  git('-c', 'user.email=t@example.com', '-c', 'user.name=t', 'commit', '--quiet', '-mone')
})
after(async () => {
  await call('destroy')
  execFileSync('docker', ['rmi', '--force', `${uri}:${git('rev-parse', 'HEAD').trim()}`])
  rmSync(checkout, { recursive: true })
  await target[Symbol.asyncDispose]()
})

test('bootstrap creates the public repository instead of the private one, with the permission to push', async () => {
  const { code, stderr, lines } = await call('bootstrap')
  assert.equal(code, 0, stderr)
  const made = lines.indexOf(`created      public ECR repository ${repository}`)
  assert.equal(lines[made - 1], 'ECR Public has no immutable tags: releases use the digest')
  assert.ok(!lines.some((line) => line.includes('lifecycle policy')))
  const region = { ...target.config, region: AWS_REGION }
  await assert.rejects(
    new ECRClient(region).send(new DescribeRepositoriesCommand({ repositoryNames: [repository] })),
    { name: 'RepositoryNotFoundException' },
  )
  const { PolicyDocument } = await new IAMClient(region).send(
    new GetRolePolicyCommand({ RoleName: `${APP_NAME}-push`, PolicyName: 'push' }),
  )
  const { Statement } = JSON.parse(decodeURIComponent(PolicyDocument!)) as { Statement: unknown[] }
  assert.deepEqual(Statement[0], {
    Sid: 'LogIn',
    Effect: 'Allow',
    Action: ['ecr-public:GetAuthorizationToken', 'sts:GetServiceBearerToken'],
    Resource: '*',
  })
  const again = await call('bootstrap')
  assert.ok(again.lines.includes(`unchanged    public ECR repository ${repository}`))
})

test('the commit is pushed once, and registered by its digest', async () => {
  const commit = git('rev-parse', 'HEAD').trim()
  const pushed = await call('push')
  assert.equal(pushed.code, 0, pushed.stderr)
  const image = pushed.lines.at(-1)!.replace(/, .* MB$/, '')
  assert.match(image, /@sha256:[0-9a-f]{64}$/)
  assert.equal(image.split('@')[0], uri)
  const second = await call('push')
  assert.equal(second.lines[1], `already in ECR: ${uri}:${commit}`)

  const registered = await call('register')
  assert.equal(registered.code, 0, registered.stderr)
  const { taskDefinition } = await new ECSClient({ ...target.config, region: AWS_REGION }).send(
    new DescribeTaskDefinitionCommand({ taskDefinition: `${APP_NAME}-server` }),
  )
  assert.equal(taskDefinition!.containerDefinitions![0]!.image, image)
})

test('destroy deletes the repository with its images', async () => {
  const { code, stderr, lines } = await call('destroy')
  assert.equal(code, 0, stderr)
  assert.ok(lines.includes(`deleted      public ECR repository ${repository} and its images`))
})

test('an invalid visibility is rejected', async () => {
  const env = { APP_NAME, ECR_VISIBILITY: 'secret' }
  const { code, stderr } = await callVerb('bootstrap', { target, env })
  assert.equal(code, 3)
  assert.equal(
    stderr,
    'docker-cloud bootstrap: ECR_VISIBILITY is "secret": it must be "private" or "public"\n',
  )
})
