import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import {
  CreateRepositoryCreationTemplateCommand,
  type CreateRepositoryCreationTemplateCommandInput,
  DeleteRepositoryCreationTemplateCommand,
  DescribeRepositoriesCommand,
  DescribeRepositoryCreationTemplatesCommand,
  type ECRClient,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  UpdateRepositoryCreationTemplateCommand,
} from '@aws-sdk/client-ecr'
import { openEmulator, type Target } from '../../../support/target.ts'
import {
  account,
  clientOf,
  errorOf,
  manifestOf,
  manifestType,
  pushImage,
  type RegistryFetch,
  registryOf,
} from './client.ts'

let target: Target | undefined
let ecr: ECRClient
let registry: RegistryFetch
const close = async () => target?.[Symbol.asyncDispose]()
beforeEach(async () => {
  await close()
  target = await openEmulator()
  ecr = clientOf(target)
  registry = await registryOf(target)
})
after(close)

const create = (prefix: string, more: Partial<CreateRepositoryCreationTemplateCommandInput> = {}) =>
  ecr.send(
    new CreateRepositoryCreationTemplateCommand({
      prefix,
      appliedFor: ['CREATE_ON_PUSH'],
      ...more,
    }),
  )

const lifecyclePolicy = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: 'one untagged image is enough',
      selection: { tagStatus: 'untagged', countType: 'imageCountMoreThan', countNumber: 1 },
      action: { type: 'expire' },
    },
  ],
})
const repositoryPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' }],
})

test('a template is created, shown, updated and deleted', async () => {
  const { registryId, repositoryCreationTemplate } = await create('team', { description: 'ours' })
  const { createdAt, updatedAt, ...rest } = repositoryCreationTemplate!
  assert.equal(registryId, account)
  assert.deepEqual(createdAt, updatedAt)
  assert.deepEqual(rest, {
    prefix: 'team',
    description: 'ours',
    appliedFor: ['CREATE_ON_PUSH'],
    imageTagMutability: 'MUTABLE',
    encryptionConfiguration: { encryptionType: 'AES256' },
  })
  const updated = await ecr.send(
    new UpdateRepositoryCreationTemplateCommand({
      prefix: 'team/',
      imageTagMutability: 'IMMUTABLE',
    }),
  )
  assert.equal(updated.repositoryCreationTemplate!.imageTagMutability, 'IMMUTABLE')
  assert.equal(updated.repositoryCreationTemplate!.description, 'ours')
  const { repositoryCreationTemplates } = await ecr.send(
    new DescribeRepositoryCreationTemplatesCommand({ prefixes: ['team'] }),
  )
  assert.deepEqual(repositoryCreationTemplates, [updated.repositoryCreationTemplate])
  await ecr.send(new DeleteRepositoryCreationTemplateCommand({ prefix: 'team' }))
  const none = {
    name: 'TemplateNotFoundException',
    message: `The repository creation template with prefix 'team' does not exist in the registry with id '${account}'`,
  }
  for (const command of [
    new DeleteRepositoryCreationTemplateCommand({ prefix: 'team' }),
    new UpdateRepositoryCreationTemplateCommand({ prefix: 'team' }),
    new DescribeRepositoryCreationTemplatesCommand({ prefixes: ['team'] }),
  ])
    await assert.rejects(ecr.send(command as DeleteRepositoryCreationTemplateCommand), none)
})

test('templates are listed page by page', async () => {
  for (const prefix of ['c', 'a', 'b']) await create(prefix)
  const list = async (nextToken?: string) =>
    await ecr.send(new DescribeRepositoryCreationTemplatesCommand({ maxResults: 2, nextToken }))
  const first = await list()
  const second = await list(first.nextToken)
  assert.equal(second.nextToken, undefined)
  assert.deepEqual(
    [...first.repositoryCreationTemplates!, ...second.repositoryCreationTemplates!].map(
      ({ prefix }) => prefix,
    ),
    ['a', 'b', 'c'],
  )
})

test('one prefix has one template, with or without its slash', async () => {
  await create('team')
  await assert.rejects(create('team/'), {
    name: 'TemplateAlreadyExistsException',
    message: `The repository creation template with prefix 'team/' already exists in the registry with id '${account}'`,
  })
})

test('a template that no repository could be made of is refused', async () => {
  const filters = [{ filterType: 'WILDCARD' as const, filter: 'dev-*' }]
  const refused: [Partial<CreateRepositoryCreationTemplateCommandInput>, string][] = [
    [
      { imageTagMutabilityExclusionFilters: filters },
      "Invalid parameter at 'imageTagMutabilityExclusionFilters' failed to satisfy constraint: 'ImageTagMutabilityExclusionFilters are not allowed when imageTagMutability is set to MUTABLE'",
    ],
    [
      {
        encryptionConfiguration: {
          encryptionType: 'AES256',
          kmsKey: `arn:aws:kms:us-east-1:${account}:key/abc`,
        },
      },
      "Invalid parameter at 'encryptionConfiguration' failed to satisfy constraint: 'Invalid encryption configuration: Encryption key should not be set for AES256 encryption.'",
    ],
    [
      { repositoryPolicy: '{}' },
      "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'",
    ],
    [
      { lifecyclePolicy: '{}' },
      `Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: object has missing required properties (["rules"])'`,
    ],
  ]
  for (const [more, message] of refused)
    await assert.rejects(create('team', more), { name: 'InvalidParameterException', message })
})

test('a push to a repository that is not there creates it as its template says', async () => {
  await create('team', {
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
    encryptionConfiguration: { encryptionType: 'KMS' },
    resourceTags: [{ Key: 'cost', Value: '7' }],
    lifecyclePolicy,
    repositoryPolicy,
  })
  const { response } = await pushImage(registry, 'team/app', { tag: 'v1' })
  assert.equal(response.status, 201)
  const repositoryName = 'team/app'
  const { repositories } = await ecr.send(
    new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }),
  )
  const { imageTagMutability, encryptionConfiguration, repositoryArn } = repositories![0]!
  assert.equal(imageTagMutability, 'IMMUTABLE_WITH_EXCLUSION')
  assert.equal(encryptionConfiguration!.encryptionType, 'KMS')
  assert.match(encryptionConfiguration!.kmsKey!, /^arn:aws:kms:us-east-1:000000000000:key\//)
  const { tags } = await ecr.send(new ListTagsForResourceCommand({ resourceArn: repositoryArn }))
  assert.deepEqual(tags, [{ Key: 'cost', Value: '7' }])
  const { lifecyclePolicyText } = await ecr.send(new GetLifecyclePolicyCommand({ repositoryName }))
  assert.equal(lifecyclePolicyText, lifecyclePolicy)
  const { policyText } = await ecr.send(new GetRepositoryPolicyCommand({ repositoryName }))
  assert.equal(policyText, repositoryPolicy)
  const again = await pushImage(registry, repositoryName, { tag: 'v1', layer: 'second' })
  assert.equal(
    await errorOf(again.response),
    "400 TAG_INVALID: The image tag 'v1' already exists in the 'team/app' repository and cannot be overwritten because the tag is immutable.",
  )
})

const mutabilityOf = async (repositoryName: string) => {
  await registry(`/v2/${repositoryName}/blobs/uploads/`, { method: 'POST' })
  const { repositories } = await ecr.send(
    new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }),
  )
  return repositories![0]!.imageTagMutability
}

test('the longest prefix wins, and ROOT has the rest', async () => {
  await create('ROOT', { imageTagMutability: 'IMMUTABLE' })
  await create('team')
  await create('team/web', { imageTagMutability: 'IMMUTABLE' })
  assert.equal(await mutabilityOf('other'), 'IMMUTABLE')
  assert.equal(await mutabilityOf('teamwork'), 'IMMUTABLE')
  assert.equal(await mutabilityOf('team/api'), 'MUTABLE')
  assert.equal(await mutabilityOf('team/web/site'), 'IMMUTABLE')
})

const missing = (name: string) =>
  `404 NAME_UNKNOWN: The repository with name '${name}' does not exist in the registry with id '${account}'`

test('without a template for it a push finds no repository', async () => {
  await create('team')
  await create('cache', { appliedFor: ['PULL_THROUGH_CACHE', 'REPLICATION'] })
  for (const name of ['other/app', 'teamwork', 'cache/app', 'team/No']) {
    const upload = await registry(`/v2/${name}/blobs/uploads/`, { method: 'POST' })
    assert.equal(await errorOf(upload), missing(name))
    const manifest = await registry(`/v2/${name}/manifests/v1`, {
      method: 'PUT',
      headers: { 'content-type': manifestType },
      body: manifestOf(),
    })
    assert.equal(await errorOf(manifest), missing(name))
  }
})

test('reading creates nothing', async () => {
  await create('ROOT')
  assert.equal(await errorOf(await registry('/v2/some/app/manifests/v1')), missing('some/app'))
})
