import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateRepositoryCommand,
  type ECRClient,
  type ImageTagMutability,
  PutImageCommand,
  PutImageTagMutabilityCommand,
} from '@aws-sdk/client-ecr'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import { clientOf, errorOf, manifestOf, pushBlob, pushImage, registryOf } from './client.ts'

let target: Target
let ecr: ECRClient
before(async () => {
  target = await openTarget()
  ecr = clientOf(target)
})
after(() => target[Symbol.asyncDispose]())

const filters = (filter: string) => [{ filterType: 'WILDCARD' as const, filter }]

const cases: [mode: ImageTagMutability, tag: string, refusedBecause: string | undefined][] = [
  ['MUTABLE', 'v1', undefined],
  ['IMMUTABLE', 'v1', 'repository'],
  ['IMMUTABLE_WITH_EXCLUSION', 'v1', 'tag'],
  ['IMMUTABLE_WITH_EXCLUSION', 'dev-1', undefined],
  ['MUTABLE_WITH_EXCLUSION', 'v1', undefined],
  ['MUTABLE_WITH_EXCLUSION', 'dev-1', 'tag'],
]
for (const [imageTagMutability, tag, culprit] of cases)
  test(`${imageTagMutability}: the tag ${tag} ${culprit ? 'stays' : 'moves'}`, async () => {
    const repositoryName = unique('mutability')
    const imageTagMutabilityExclusionFilters = imageTagMutability.endsWith('_WITH_EXCLUSION')
      ? filters('dev-*')
      : undefined
    await ecr.send(
      new CreateRepositoryCommand({
        repositoryName,
        imageTagMutability,
        imageTagMutabilityExclusionFilters,
      }),
    )
    const registry = await registryOf(target)
    const first = await pushImage(registry, repositoryName, { tag })
    assert.equal(first.response.status, 201)
    const second = await pushImage(registry, repositoryName, { tag, layer: 'second' })
    await pushBlob(registry, repositoryName, 'third')
    const third = ecr.send(
      new PutImageCommand({
        repositoryName,
        imageManifest: manifestOf({ layer: 'third' }),
        imageTag: tag,
      }),
    )
    if (!culprit) {
      assert.equal(second.response.status, 201)
      return void (await third)
    }
    const message = `The image tag '${tag}' already exists in the '${repositoryName}' repository and cannot be overwritten because the ${culprit} is immutable.`
    assert.equal(await errorOf(second.response), `400 TAG_INVALID: ${message}`)
    await assert.rejects(third, { name: 'ImageTagAlreadyExistsException', message })
  })

test('an immutable tag refuses even the same image again, as a build cache’s tag shows', async () => {
  const repositoryName = unique('again')
  await ecr.send(new CreateRepositoryCommand({ repositoryName, imageTagMutability: 'IMMUTABLE' }))
  const registry = await registryOf(target)
  await pushImage(registry, repositoryName, { tag: 'cache' })
  const { response } = await pushImage(registry, repositoryName, { tag: 'cache' })
  assert.equal(
    await errorOf(response),
    `400 TAG_INVALID: The image tag 'cache' already exists in the '${repositoryName}' repository and cannot be overwritten because the repository is immutable.`,
  )
})

test('exclusion filters and the modes with exclusion come together', async () => {
  const repositoryName = unique('filters')
  await ecr.send(new CreateRepositoryCommand({ repositoryName }))
  const put = (imageTagMutability: ImageTagMutability, filter?: string) =>
    ecr.send(
      new PutImageTagMutabilityCommand({
        repositoryName,
        imageTagMutability,
        imageTagMutabilityExclusionFilters: filter === undefined ? undefined : filters(filter),
      }),
    )
  await assert.rejects(put('IMMUTABLE', 'dev-*'), {
    name: 'InvalidParameterException',
    message:
      "Invalid parameter at 'imageTagMutabilityExclusionFilters' failed to satisfy constraint: 'ImageTagMutabilityExclusionFilters are not allowed when imageTagMutability is set to IMMUTABLE'",
  })
  await assert.rejects(put('IMMUTABLE_WITH_EXCLUSION'), {
    name: 'InvalidParameterException',
    message:
      "Invalid parameter at 'imageTagMutabilityExclusionFilters' failed to satisfy constraint: 'ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set to IMMUTABLE_WITH_EXCLUSION'",
  })
  await assert.rejects(put('IMMUTABLE_WITH_EXCLUSION', '*dev*x*'), {
    name: 'InvalidParameterException',
    message:
      "Invalid parameter at 'imageTagMutabilityExclusionFilters' failed to satisfy constraint: 'must contain at most two wildcards (*)'",
  })
  const { imageTagMutability } = await put('IMMUTABLE_WITH_EXCLUSION', 'dev-*')
  assert.equal(imageTagMutability, 'IMMUTABLE_WITH_EXCLUSION')
})
