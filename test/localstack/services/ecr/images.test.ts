import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  type ECRClient,
  ListImagesCommand,
  PutImageCommand,
} from '@aws-sdk/client-ecr'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import {
  account,
  clientOf,
  indexType,
  manifestOf,
  manifestType,
  pushImage,
  type RegistryFetch,
  registryOf,
  sha256,
} from './client.ts'

let target: Target
let ecr: ECRClient
let registry: RegistryFetch
let repositoryName: string
before(async () => {
  target = await openTarget()
  ecr = clientOf(target)
  registry = await registryOf(target)
})
after(() => target[Symbol.asyncDispose]())
beforeEach(async () => {
  repositoryName = unique('images')
  await ecr.send(new CreateRepositoryCommand({ repositoryName }))
})

const indexOf = (...digests: string[]) =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: indexType,
    manifests: digests.map((digest) => ({ mediaType: manifestType, digest, size: 400 })),
  })

test('DescribeImages tells digest, tags, size, times and types; a pull is recorded', async () => {
  const { digest } = await pushImage(registry, repositoryName, { tag: 'v1' })
  const describe = async () =>
    (await ecr.send(new DescribeImagesCommand({ repositoryName }))).imageDetails![0]!
  const { imagePushedAt, ...rest } = await describe()
  assert.ok(imagePushedAt instanceof Date)
  assert.deepEqual(rest, {
    registryId: account,
    repositoryName,
    imageDigest: digest,
    imageTags: ['v1'],
    imageSizeInBytes: 'layer'.length + '{}'.length,
    imageManifestMediaType: manifestType,
    artifactMediaType: 'application/vnd.oci.image.config.v1+json',
    imageStatus: 'ACTIVE',
  })
  await registry(`/v2/${repositoryName}/manifests/v1`)
  assert.ok((await describe()).lastRecordedPullTime instanceof Date)
})

test('an image that is not there is named as ECR names it', async () => {
  await assert.rejects(
    ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'nope' }] })),
    {
      name: 'ImageNotFoundException',
      message: `The image with imageId {imageDigest:'null', imageTag:'nope'} does not exist within the repository with name '${repositoryName}' in the registry with id '${account}'`,
    },
  )
})

test('DescribeImages refuses an image without a name, and paging of named ones', async () => {
  const describe = (more: object) =>
    ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [{}], ...more }))
  await assert.rejects(describe({}), {
    name: 'InvalidParameterException',
    message: 'Invalid request parameters: both tag and digest cannot be null',
  })
  await assert.rejects(describe({ maxResults: 1 }), {
    name: 'InvalidParameterException',
    message:
      "Invalid parameter at 'maxResults' failed to satisfy constraint: 'must not be specified with imageIds'",
  })
})

test('images are filtered by tag status and listed page by page', async () => {
  const tagged = await pushImage(registry, repositoryName, { tag: 'v1' })
  const untagged = await pushImage(registry, repositoryName, { layer: 'other' })
  const list = async (tagStatus: 'TAGGED' | 'UNTAGGED') =>
    (await ecr.send(new ListImagesCommand({ repositoryName, filter: { tagStatus } }))).imageIds
  assert.deepEqual(await list('TAGGED'), [{ imageDigest: tagged.digest, imageTag: 'v1' }])
  assert.deepEqual(await list('UNTAGGED'), [{ imageDigest: untagged.digest }])
  const first = await ecr.send(new DescribeImagesCommand({ repositoryName, maxResults: 1 }))
  const { nextToken } = first
  const second = await ecr.send(
    new DescribeImagesCommand({ repositoryName, maxResults: 1, nextToken }),
  )
  assert.equal(second.nextToken, undefined)
  assert.deepEqual(
    [...first.imageDetails!, ...second.imageDetails!].map(({ imageDigest }) => imageDigest),
    [tagged.digest, untagged.digest].toSorted(),
  )
})

test('PutImage tags an image under a second name; the same again is refused', async () => {
  const { digest, body } = await pushImage(registry, repositoryName, { tag: 'v1' })
  const put = () =>
    ecr.send(new PutImageCommand({ repositoryName, imageManifest: body, imageTag: 'v2' }))
  const { image } = await put()
  assert.deepEqual(image!.imageId, { imageDigest: digest, imageTag: 'v2' })
  await assert.rejects(put(), {
    name: 'ImageAlreadyExistsException',
    message: `Image with digest '${digest}' and tag 'v2' already exists in the repository with name '${repositoryName}' in registry with id '${account}'`,
  })
})

test('a tag moves to a newer image, and the older one goes untagged', async () => {
  const older = await pushImage(registry, repositoryName, { tag: 'latest' })
  const newer = await pushImage(registry, repositoryName, { tag: 'latest', layer: 'newer' })
  const { imageIds } = await ecr.send(new ListImagesCommand({ repositoryName }))
  assert.deepEqual(
    new Set(imageIds!.map(({ imageDigest, imageTag }) => `${imageDigest} ${imageTag}`)),
    new Set([`${older.digest} undefined`, `${newer.digest} latest`]),
  )
})

test('PutImage refuses what is no manifest, a wrong digest, and missing layers or children', async () => {
  const put = (imageManifest: string, more = {}) =>
    ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag: 'v1', ...more }))
  await assert.rejects(put('no json'), {
    name: 'InvalidParameterException',
    message:
      "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'",
  })
  const missing = manifestOf({ layer: 'never pushed', config: '{ }' })
  await assert.rejects(put(missing, { imageDigest: sha256('other') }), {
    name: 'ImageDigestDoesNotMatchException',
    message: `The provided image digest '${sha256('other')}' does not match the calculated image digest '${sha256(missing)}'`,
  })
  await assert.rejects(put(missing, { imageTag: 'v1/2' }), {
    name: 'InvalidParameterException',
    message:
      "Invalid parameter at 'imageTag' failed to satisfy constraint: 'must satisfy regular expression '[a-zA-Z0-9-_.]+''",
  })
  await assert.rejects(put(missing), {
    name: 'LayersNotFoundException',
    message: `Layers with digests '[${sha256('{ }')}, ${sha256('never pushed')}]' required for pushing image into repository with name '${repositoryName}' in the registry with id '${account}' do not exist`,
  })
  await assert.rejects(put(indexOf(sha256('child'))), {
    name: 'ReferencedImagesNotFoundException',
    message: `Images with digests '[${sha256('child')}]' required for pushing image into repository with name '${repositoryName}' in the registry with id '${account}' do not exist`,
  })
})

test('BatchGetImage gives manifests, and says which images are missing', async () => {
  const { digest, body } = await pushImage(registry, repositoryName, { tag: 'v1' })
  const imageIds = [{ imageTag: 'v1' }, { imageTag: 'nope' }, {}, { imageDigest: 'no digest' }]
  const { images, failures } = await ecr.send(
    new BatchGetImageCommand({ repositoryName, imageIds }),
  )
  assert.deepEqual(images, [
    {
      registryId: account,
      repositoryName,
      imageId: { imageDigest: digest, imageTag: 'v1' },
      imageManifest: body,
      imageManifestMediaType: manifestType,
    },
  ])
  assert.deepEqual(
    failures!.map(({ failureCode, failureReason }) => [failureCode, failureReason]),
    [
      ['ImageNotFound', 'Requested image not found'],
      ['MissingDigestAndTag', 'Invalid request parameters: both tag and digest cannot be null'],
      [
        'InvalidImageDigest',
        "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
      ],
    ],
  )
})

test('BatchGetImage gives only what the client accepts', async () => {
  const { digest } = await pushImage(registry, repositoryName, { tag: 'v1' })
  const get = (...acceptedMediaTypes: string[]) =>
    ecr.send(
      new BatchGetImageCommand({
        repositoryName,
        imageIds: [{ imageDigest: digest }],
        acceptedMediaTypes,
      }),
    )
  assert.equal((await get(indexType, manifestType)).images!.length, 1)
  assert.deepEqual((await get(indexType)).failures, [
    {
      imageId: { imageDigest: digest },
      failureCode: 'ImageNotFound',
      failureReason: 'Requested image not found',
    },
  ])
})

test('deleting one of two tags keeps the image, deleting the last one removes it', async () => {
  const { digest, body } = await pushImage(registry, repositoryName, { tag: 'v1' })
  await ecr.send(new PutImageCommand({ repositoryName, imageManifest: body, imageTag: 'v2' }))
  const remove = (imageTag: string) =>
    ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds: [{ imageTag }] }))
  assert.deepEqual((await remove('v1')).imageIds, [{ imageDigest: digest, imageTag: 'v1' }])
  assert.deepEqual((await remove('v2')).imageIds, [{ imageDigest: digest, imageTag: 'v2' }])
  const { imageDetails } = await ecr.send(new DescribeImagesCommand({ repositoryName }))
  assert.deepEqual(imageDetails, [])
  const layer = await registry(`/v2/${repositoryName}/blobs/${sha256('layer')}`, { method: 'HEAD' })
  assert.equal(layer.status, 404)
})

test('an image stays while an index needs it; an index is as large as its largest image', async () => {
  const child = await pushImage(registry, repositoryName)
  const imageManifest = indexOf(child.digest)
  await ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag: 'multi' }))
  const imageIds = [{ imageDigest: child.digest }]
  const { failures } = await ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds }))
  assert.equal(failures![0]!.failureCode, 'ImageReferencedByManifestList')
  assert.equal(
    failures![0]!.failureReason,
    `Requested image referenced by manifest list: [${sha256(imageManifest)}]`,
  )
  const { imageDetails } = await ecr.send(
    new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'multi' }] }),
  )
  assert.equal(imageDetails![0]!.imageSizeInBytes, 'layer'.length + '{}'.length)
})
