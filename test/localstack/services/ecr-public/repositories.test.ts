import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DeleteRepositoryPolicyCommand,
  DescribeRegistriesCommand,
  DescribeRepositoriesCommand,
  GetAuthorizationTokenCommand,
  GetRegistryCatalogDataCommand,
  GetRepositoryCatalogDataCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  PutRegistryCatalogDataCommand,
  PutRepositoryCatalogDataCommand,
  SetRepositoryPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-ecr-public'
import { DescribeRepositoriesCommand as DescribePrivate } from '@aws-sdk/client-ecr'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import { account, clientOf } from '../ecr/client.ts'
import { alias, publicClientOf, publicHostOf } from './client.ts'

let target: Target
let client: ReturnType<typeof publicClientOf>
before(async () => {
  target = await openTarget()
  client = publicClientOf(target)
})
after(() => target[Symbol.asyncDispose]())

const create = async (repositoryName = unique('shop')) => {
  const { repository } = await client.send(new CreateRepositoryCommand({ repositoryName }))
  return { ...repository, repositoryName, repositoryArn: repository!.repositoryArn! }
}

test('a public repository has an ARN without a region, and an address under the alias', async () => {
  const { repositoryName, createdAt, ...rest } = await create()
  assert.ok(createdAt instanceof Date)
  assert.deepEqual(rest, {
    repositoryArn: `arn:aws:ecr-public::${account}:repository/${repositoryName}`,
    registryId: account,
    repositoryUri: `${publicHostOf(target)}/${alias}/${repositoryName}`,
  })
})

test('it is none of the private ones', async () => {
  const { repositoryName } = await create()
  await assert.rejects(
    clientOf(target).send(new DescribePrivate({ repositoryNames: [repositoryName] })),
    { name: 'RepositoryNotFoundException' },
  )
})

test('a name is taken once', async () => {
  const { repositoryName } = await create()
  await assert.rejects(create(repositoryName), {
    name: 'RepositoryAlreadyExistsException',
    message: `The repository with name '${repositoryName}' already exists in the registry with id '${account}'`,
  })
})

test('a name that the model rules out is refused in ECR’s words', async () => {
  await assert.rejects(create('Shop'), {
    name: 'InvalidParameterException',
    message:
      "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*''",
  })
})

test('a repository that is deleted is gone, with its catalog data', async () => {
  const { repositoryName } = await create()
  const catalogData = { description: 'a shop' }
  await client.send(new PutRepositoryCatalogDataCommand({ repositoryName, catalogData }))
  await client.send(new DeleteRepositoryCommand({ repositoryName }))
  await assert.rejects(
    client.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] })),
    {
      name: 'RepositoryNotFoundException',
      message: `The repository with name '${repositoryName}' does not exist in the registry with id '${account}'`,
    },
  )
  await create(repositoryName)
  const after = await client.send(new GetRepositoryCatalogDataCommand({ repositoryName }))
  assert.deepEqual(after.catalogData, {})
})

test('catalog data is given with the repository, and replaced as a whole', async () => {
  const repositoryName = unique('shop')
  const catalogData = { description: 'a shop', architectures: ['x86-64'], aboutText: '# Shop' }
  const created = await client.send(new CreateRepositoryCommand({ repositoryName, catalogData }))
  assert.deepEqual(created.catalogData, catalogData)
  const next = { operatingSystems: ['Linux'], usageText: 'run it' }
  await client.send(new PutRepositoryCatalogDataCommand({ repositoryName, catalogData: next }))
  const now = await client.send(new GetRepositoryCatalogDataCommand({ repositoryName }))
  assert.deepEqual(now.catalogData, next)
})

test('the registry has a display name', async () => {
  await client.send(new PutRegistryCatalogDataCommand({ displayName: 'Octo' }))
  const { registryCatalogData } = await client.send(new GetRegistryCatalogDataCommand({}))
  assert.deepEqual(registryCatalogData, { displayName: 'Octo' })
})

test('every account has a registry with a default alias of its own', async () => {
  const { registries } = await client.send(new DescribeRegistriesCommand({}))
  assert.deepEqual(registries, [
    {
      registryId: account,
      registryArn: `arn:aws:ecr-public::${account}:registry/${account}`,
      registryUri: `${publicHostOf(target)}/${alias}`,
      verified: false,
      aliases: [
        { name: alias, status: 'ACTIVE', primaryRegistryAlias: true, defaultRegistryAlias: true },
      ],
    },
  ])
  const other = publicClientOf(target, { accessKeyId: '999999999999' })
  const [registry] = (await other.send(new DescribeRegistriesCommand({}))).registries!
  assert.match(registry!.aliases![0]!.name!, /^[b-m][a-z0-9]{7}$/)
})

test('a policy names actions of ecr-public', async () => {
  const { repositoryName } = await create()
  const policyOf = (Action: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action }],
    })
  const policyText = policyOf('ecr-public:PutImage')
  await client.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }))
  const found = await client.send(new GetRepositoryPolicyCommand({ repositoryName }))
  assert.equal(found.policyText, policyText)
  await assert.rejects(
    client.send(
      new SetRepositoryPolicyCommand({ repositoryName, policyText: policyOf('ecr:PutImage') }),
    ),
    {
      name: 'InvalidParameterException',
      message:
        "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'",
    },
  )
})

test('a policy is deleted once, and the deleted text is returned', async () => {
  const { repositoryName } = await create()
  const missing = {
    name: 'RepositoryPolicyNotFoundException',
    message: `Repository policy does not exist for the repository with name '${repositoryName}' in the registry with id '${account}'`,
  }
  const get = () => client.send(new GetRepositoryPolicyCommand({ repositoryName }))
  const remove = () => client.send(new DeleteRepositoryPolicyCommand({ repositoryName }))
  await assert.rejects(get(), missing)
  const policyText = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr-public:PutImage' }],
  })
  await client.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }))
  assert.equal((await remove()).policyText, policyText)
  await assert.rejects(get(), missing)
  await assert.rejects(remove(), missing)
})

test('tags are put, listed and taken away by the ARN', async () => {
  const { repositoryArn: resourceArn } = await create()
  const tags = [
    { Key: 'app', Value: 'shop' },
    { Key: 'team', Value: 'octo' },
  ]
  await client.send(new TagResourceCommand({ resourceArn, tags }))
  await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['team'] }))
  const found = await client.send(new ListTagsForResourceCommand({ resourceArn }))
  assert.deepEqual(found.tags, tags.slice(0, 1))
  await assert.rejects(
    client.send(
      new ListTagsForResourceCommand({ resourceArn: resourceArn.replace('ecr-public:', 'ecr:') }),
    ),
    {
      name: 'InvalidParameterException',
      message: "Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN'",
    },
  )
})

test('there is one region for it', async () => {
  const elsewhere = publicClientOf(target, { region: 'us-west-2' })
  await assert.rejects(elsewhere.send(new GetAuthorizationTokenCommand({})), {
    name: 'UnsupportedCommandException',
    message: 'GetAuthorizationToken command is only supported in us-east-1.',
  })
  await assert.rejects(elsewhere.send(new DescribeRepositoriesCommand({})), {
    name: 'UnsupportedCommandException',
    message: 'DescribeRepositories command is only supported in us-east-1.',
  })
})
