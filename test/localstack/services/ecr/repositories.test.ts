import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeRepositoriesCommand,
  type ECRClient,
} from '@aws-sdk/client-ecr'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import { account, clientOf, pushImage, registryOf } from './client.ts'

let target: Target
let ecr: ECRClient
before(async () => {
  target = await openTarget()
  ecr = clientOf(target)
})
after(() => target[Symbol.asyncDispose]())

test('a new repository is described as ECR describes it, with a URI that docker can push to', async () => {
  const repositoryName = unique('team/app')
  const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName }))
  const { createdAt, ...rest } = repository!
  assert.ok(createdAt instanceof Date)
  assert.deepEqual(rest, {
    repositoryArn: `arn:aws:ecr:us-east-1:${account}:repository/${repositoryName}`,
    registryId: account,
    repositoryName,
    repositoryUri: `localhost:${new URL(target.url).port}/${repositoryName}`,
    imageTagMutability: 'MUTABLE',
    imageScanningConfiguration: { scanOnPush: false },
    encryptionConfiguration: { encryptionType: 'AES256' },
  })
  const described = await ecr.send(
    new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }),
  )
  assert.deepEqual(described.repositories, [repository])
})

test('a repository cannot be created twice', async () => {
  const repositoryName = unique('twice')
  await ecr.send(new CreateRepositoryCommand({ repositoryName }))
  await assert.rejects(ecr.send(new CreateRepositoryCommand({ repositoryName })), {
    name: 'RepositoryAlreadyExistsException',
    message: `The repository with name '${repositoryName}' already exists in the registry with id '${account}'`,
  })
})

const badNames: [name: string, constraint: string][] = [
  ['a', 'must have length greater than or equal to 2'],
  ['x'.repeat(257), 'must have length less than or equal to 256'],
  [
    'Team/App',
    String.raw`must satisfy regular expression '[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*'`,
  ],
]
for (const [repositoryName, constraint] of badNames)
  test(`the name ${repositoryName.slice(0, 9)} is refused`, async () => {
    await assert.rejects(ecr.send(new CreateRepositoryCommand({ repositoryName })), {
      name: 'InvalidParameterException',
      message: `Invalid parameter at 'repositoryName' failed to satisfy constraint: '${constraint}'`,
    })
  })

test('a missing name and an unknown enum value are refused', async () => {
  await assert.rejects(ecr.send(new CreateRepositoryCommand({ repositoryName: undefined })), {
    name: 'InvalidParameterException',
    message:
      "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must not be null'",
  })
  const input = { repositoryName: unique('enum'), imageTagMutability: 'SOMETIMES' as 'MUTABLE' }
  await assert.rejects(ecr.send(new CreateRepositoryCommand(input)), {
    name: 'InvalidParameterException',
    message:
      "Invalid parameter at 'imageTagMutability' failed to satisfy constraint: 'Member must satisfy enum value set: [MUTABLE, IMMUTABLE, IMMUTABLE_WITH_EXCLUSION, MUTABLE_WITH_EXCLUSION]'",
  })
})

test('an encryption key goes with KMS only', async () => {
  const encryptionConfiguration = { encryptionType: 'AES256' as const, kmsKey: 'alias/mine' }
  await assert.rejects(
    ecr.send(
      new CreateRepositoryCommand({ repositoryName: unique('kms'), encryptionConfiguration }),
    ),
    {
      name: 'InvalidParameterException',
      message:
        "Invalid parameter at 'encryptionConfiguration' failed to satisfy constraint: 'Invalid encryption configuration: Encryption key should not be set for AES256 encryption.'",
    },
  )
})

test('describing a repository that is not there fails in the words of ECR', async () => {
  await assert.rejects(
    ecr.send(new DescribeRepositoriesCommand({ repositoryNames: ['no/such'] })),
    {
      name: 'RepositoryNotFoundException',
      message: `The repository with name 'no/such' does not exist in the registry with id '${account}'`,
    },
  )
})

test('repositories are listed page by page, each account its own', async () => {
  const other = clientOf(target, '210987654321')
  const names = [unique('page-a'), unique('page-b'), unique('page-c')]
  for (const repositoryName of names)
    await other.send(new CreateRepositoryCommand({ repositoryName }))
  const first = await other.send(new DescribeRepositoriesCommand({ maxResults: 2 }))
  const second = await other.send(
    new DescribeRepositoriesCommand({ maxResults: 2, nextToken: first.nextToken }),
  )
  assert.equal(second.nextToken, undefined)
  const listed = [...first.repositories!, ...second.repositories!]
  assert.deepEqual(
    listed.map(({ repositoryName }) => repositoryName),
    names,
  )
  await assert.rejects(other.send(new DescribeRepositoriesCommand({ nextToken: 'nonsense' })), {
    name: 'InvalidParameterException',
    message: "Invalid parameter at 'nextToken' failed to satisfy constraint: 'Invalid next token'",
  })
})

test('a repository with images is deleted only by force', async () => {
  const repositoryName = unique('full')
  await ecr.send(new CreateRepositoryCommand({ repositoryName }))
  await pushImage(await registryOf(target), repositoryName, { tag: 'v1' })
  await assert.rejects(ecr.send(new DeleteRepositoryCommand({ repositoryName })), {
    name: 'RepositoryNotEmptyException',
    message: `The repository with name '${repositoryName}' in registry with id '${account}' cannot be deleted because it still contains images`,
  })
  await ecr.send(new DeleteRepositoryCommand({ repositoryName, force: true }))
  await assert.rejects(ecr.send(new DeleteRepositoryCommand({ repositoryName })), {
    name: 'RepositoryNotFoundException',
    message: `The repository with name '${repositoryName}' does not exist in the registry with id '${account}'`,
  })
})
