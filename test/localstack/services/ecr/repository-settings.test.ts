import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateRepositoryCommand,
  DeleteRepositoryPolicyCommand,
  DescribeRepositoriesCommand,
  type ECRClient,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  PutImageScanningConfigurationCommand,
  SetRepositoryPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-ecr'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import { account, clientOf } from './client.ts'

let target: Target
let ecr: ECRClient
const repositoryName = unique('settings')
const resourceArn = `arn:aws:ecr:us-east-1:${account}:repository/${repositoryName}`
before(async () => {
  target = await openTarget()
  ecr = clientOf(target)
  const tags = [{ Key: 'team', Value: 'web' }]
  await ecr.send(new CreateRepositoryCommand({ repositoryName, tags }))
})
after(() => target[Symbol.asyncDispose]())

test('a repository policy is kept, shown and deleted', async () => {
  const statement = { Sid: 'Pull', Effect: 'Allow', Principal: '*', Action: ['ecr:BatchGetImage'] }
  const policyText = JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
  await ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }))
  const shown = await ecr.send(new GetRepositoryPolicyCommand({ repositoryName }))
  assert.equal(shown.policyText, policyText)
  await ecr.send(new DeleteRepositoryPolicyCommand({ repositoryName }))
  await assert.rejects(ecr.send(new GetRepositoryPolicyCommand({ repositoryName })), {
    name: 'RepositoryPolicyNotFoundException',
    message: `Repository policy does not exist for the repository with name '${repositoryName}' in the registry with id '${account}'`,
  })
})

test('what is no repository policy is refused', async () => {
  const statement = { Effect: 'Allow', Principal: '*', Action: 'ecr:*' }
  const bad = [
    'no json',
    '{}',
    JSON.stringify({ Statement: [{ ...statement, Resource: '*' }] }),
    JSON.stringify({ Statement: [{ ...statement, Action: 's3:GetObject' }] }),
    JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'ecr:*' }] }),
  ]
  for (const policyText of bad)
    await assert.rejects(ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText })), {
      name: 'InvalidParameterException',
      message:
        "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'",
    })
})

test('scan on push is kept as data', async () => {
  const imageScanningConfiguration = { scanOnPush: true }
  await ecr.send(
    new PutImageScanningConfigurationCommand({ repositoryName, imageScanningConfiguration }),
  )
  const { repositories } = await ecr.send(
    new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }),
  )
  assert.deepEqual(repositories![0]!.imageScanningConfiguration, imageScanningConfiguration)
})

test('resource tags are added, replaced, removed and limited', async () => {
  const list = async () => (await ecr.send(new ListTagsForResourceCommand({ resourceArn }))).tags
  const add = (tags: { Key: string; Value: string }[]) =>
    ecr.send(new TagResourceCommand({ resourceArn, tags }))
  assert.deepEqual(await list(), [{ Key: 'team', Value: 'web' }])
  await add([
    { Key: 'team', Value: 'app' },
    { Key: 'cost', Value: '7' },
  ])
  await ecr.send(new UntagResourceCommand({ resourceArn, tagKeys: ['cost'] }))
  assert.deepEqual(await list(), [{ Key: 'team', Value: 'app' }])
  await assert.rejects(add([{ Key: 'aws:x', Value: '' }]), {
    name: 'InvalidTagParameterException',
    message: 'aws: prefixed tag key names are not allowed for external use.',
  })
  const many = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: '' }))
  await assert.rejects(add(many), {
    name: 'TooManyTagsException',
    message: 'A resource can have at most 50 tags',
  })
  assert.deepEqual(await list(), [{ Key: 'team', Value: 'app' }])
})

test('an ARN that names no repository is refused', async () => {
  await assert.rejects(
    ecr.send(new ListTagsForResourceCommand({ resourceArn: 'arn:aws:s3:::b' })),
    {
      name: 'InvalidParameterException',
      message: "Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN'",
    },
  )
  const missing = `${resourceArn}-not`
  await assert.rejects(ecr.send(new ListTagsForResourceCommand({ resourceArn: missing })), {
    name: 'RepositoryNotFoundException',
    message: `The repository with name '${repositoryName}-not' does not exist in the registry with id '${account}'`,
  })
})
