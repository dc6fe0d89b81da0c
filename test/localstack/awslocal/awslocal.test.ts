import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { DescribeClustersCommand, ECSClient } from '@aws-sdk/client-ecs'
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr'
import { readCommand } from '../../../localstack/awslocal/command.ts'
import { InitHooks } from '../../../localstack/init/hooks.ts'
import { loadModel } from '../../../localstack/wire/model.ts'
import { openEmulator } from '../../support/target.ts'

const target = await openEmulator({ ecsFirstUseFails: true })
after(() => target[Symbol.asyncDispose]())

const emulator = join(import.meta.dirname, '../../../localstack')

test('the script of the README makes the repository and the cluster, and can run again', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
  t.after(() => rmSync(dir, { recursive: true }))
  const [, script = ''] =
    /```sh\n(.*?)```/s.exec(readFileSync(join(emulator, 'init/ready.d/README.md'), 'utf8')) ?? []
  mkdirSync(join(dir, 'ready.d'))
  writeFileSync(join(dir, 'ready.d/app.sh'), script, { mode: 0o755 })
  const hooks = new InitHooks(dir, () => {})
  const env = { AWS_ENDPOINT_URL: target.url }
  for (let run = 0; run < 2; run++) {
    await hooks.run('READY', env)
    assert.equal(hooks.reportStage('ready')?.scripts[0]?.state, 'SUCCESSFUL')
  }
  const ecr = new ECRClient(target.config)
  const { repositories } = await ecr.send(new DescribeRepositoriesCommand({}))
  assert.deepEqual(
    repositories!.map(({ repositoryName, imageTagMutability }) => [
      repositoryName,
      imageTagMutability,
    ]),
    [['notes/api', 'IMMUTABLE']],
  )
  const ecs = new ECSClient(target.config)
  const { clusters } = await ecs.send(
    new DescribeClustersCommand({ clusters: ['notes'], include: ['TAGS'] }),
  )
  assert.deepEqual(clusters![0]!.tags, [{ key: 'team', value: 'web' }])
})

interface Ended {
  code: number
  stdout: string
  stderr: string
}

const awslocal = (...words: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { ...process.env, AWS_ENDPOINT_URL: target.url }
    execFile(join(emulator, 'awslocal/bin/awslocal'), words, { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })

test('a failed call ends with the exit code and the words of the AWS CLI', async () => {
  const failed = await awslocal('ecr', 'describe-repositories', '--repository-names', 'none')
  assert.equal(failed.code, 254)
  assert.match(
    failed.stderr,
    /^An error occurred \(RepositoryNotFoundException\) when calling the DescribeRepositories operation: /,
  )
  const usage = await awslocal('iam', 'list-roles')
  assert.equal(usage.code, 252)
  assert.match(
    usage.stderr,
    /^awslocal: awslocal has the services that speak JSON.*; iam is not one/,
  )
})

test('options are read by the model of the service', () => {
  const ecs = loadModel('ecs')
  const input = (name: string, ...words: string[]) => readCommand(ecs, name, words).input
  assert.deepEqual(
    input(
      'create-service',
      '--service-name',
      'web',
      '--desired-count',
      '2',
      '--enable-execute-command',
      '--no-enable-ecs-managed-tags',
    ),
    {
      serviceName: 'web',
      desiredCount: 2,
      enableExecuteCommand: true,
      enableECSManagedTags: false,
    },
  )
  assert.deepEqual(input('describe-clusters', '--clusters', 'one', 'two', '--include=TAGS'), {
    clusters: ['one', 'two'],
    include: ['TAGS'],
  })
  assert.deepEqual(
    input(
      'run-task',
      '--network-configuration',
      '{"awsvpcConfiguration":{"subnets":["subnet-1"]}}',
      '--tags',
      'key=a,value=b=c',
    ),
    {
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      tags: [{ key: 'a', value: 'b=c' }],
    },
  )
  assert.throws(() => input('make-cluster'), /^Error: ecs has no operation 'make-cluster'/)
  assert.throws(() => input('create-cluster', '--name', 'a'), /CreateCluster has no option --name/)
  assert.throws(() => input('create-cluster', 'a'), /'a' belongs to no option/)
  assert.throws(() => input('create-cluster', '--tags', '[{'), /\[\{ is not valid JSON/)
  assert.throws(() => input('create-cluster', '--tags', 'team'), /'team' is not <key>=<value>/)
})
