import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateRepositoryCommand as CreatePrivate } from '@aws-sdk/client-ecr'
import {
  BatchCheckLayerAvailabilityCommand,
  BatchDeleteImageCommand,
  CompleteLayerUploadCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  DescribeImageTagsCommand,
  InitiateLayerUploadCommand,
  PutImageCommand,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr-public'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import {
  account,
  clientOf,
  errorOf,
  manifestOf,
  manifestType,
  pushImage,
  registryOf,
  sha256,
} from '../ecr/client.ts'
import { alias, publicClientOf, publicRegistryOf } from './client.ts'

let target: Target
let client: ReturnType<typeof publicClientOf>
before(async () => {
  target = await openTarget()
  client = publicClientOf(target)
})
after(() => target[Symbol.asyncDispose]())

const anonymous = (path: string, init?: RequestInit) => fetch(new URL(path, target.url), init)

/** A public repository, with an image `v1` in it. */
async function createWithImage() {
  const repositoryName = unique('shop')
  await client.send(new CreateRepositoryCommand({ repositoryName }))
  const name = `${alias}/${repositoryName}`
  const { digest, response } = await pushImage(await publicRegistryOf(target), name, { tag: 'v1' })
  assert.equal(response.headers.get('location'), `/v2/${name}/manifests/${digest}`)
  return { repositoryName, name, digest }
}

test('what is pushed with a public token anybody reads', async () => {
  const { name, digest } = await createWithImage()
  const manifest = await anonymous(`/v2/${name}/manifests/v1`)
  assert.equal(manifest.status, 200)
  assert.equal(sha256(await manifest.text()), digest)
  const blob = await anonymous(`/v2/${name}/blobs/${sha256('layer')}`)
  assert.equal(await blob.text(), 'layer')
  const { tags, name: called } = (await (await anonymous(`/v2/${name}/tags/list`)).json()) as {
    tags: string[]
    name: string
  }
  assert.deepEqual([called, tags], [name, ['v1']])
})

test('nobody pushes without a login, and nobody reads what is not there', async () => {
  const { name } = await createWithImage()
  const push = await anonymous(`/v2/${name}/blobs/uploads/`, { method: 'POST' })
  assert.equal(push.status, 401)
  assert.equal((await anonymous(`/v2/${alias}/no-such/manifests/v1`)).status, 401)
})

test('a private token reads a public repository and is not authorized to push to it', async () => {
  const { name } = await createWithImage()
  const registry = await registryOf(target)
  assert.equal((await registry(`/v2/${name}/manifests/v1`)).status, 200)
  const push = await registry(`/v2/${name}/blobs/uploads/`, { method: 'POST' })
  assert.equal(await errorOf(push), '403 DENIED: Not Authorized')
})

test('a private repository of the same path comes first for a private token, and only there', async () => {
  const { name } = await createWithImage()
  await clientOf(target).send(new CreatePrivate({ repositoryName: name }))
  await pushImage(await registryOf(target), name, { tag: 'mine' })
  const tagsOf = async (get: (path: string) => Promise<Response>) =>
    ((await (await get(`/v2/${name}/tags/list`)).json()) as { tags: string[] }).tags
  assert.deepEqual(await tagsOf(await registryOf(target)), ['mine'])
  assert.deepEqual(await tagsOf(await publicRegistryOf(target)), ['v1'])
  assert.deepEqual(await tagsOf(anonymous), ['v1'])
})

test('a public token opens no private repository, and no alias of another account', async () => {
  const repositoryName = unique('private')
  await clientOf(target).send(new CreatePrivate({ repositoryName }))
  const registry = await publicRegistryOf(target)
  assert.equal(
    await errorOf(await registry(`/v2/${repositoryName}/tags/list`)),
    `404 NAME_UNKNOWN: The repository with name '${repositoryName}' does not exist in the registry with id '${account}'`,
  )
  const { name } = await createWithImage()
  const other = await publicRegistryOf(target, '111122223333')
  assert.equal((await other(`/v2/${name}/manifests/v1`)).status, 200)
  const push = await other(`/v2/${name}/blobs/uploads/`, { method: 'POST' })
  assert.equal(await errorOf(push), '403 DENIED: Not Authorized')
})

test('a push to a public repository that is not there is refused', async () => {
  const registry = await publicRegistryOf(target)
  const push = await registry(`/v2/${alias}/no-such/blobs/uploads/`, { method: 'POST' })
  assert.equal(
    await errorOf(push),
    `404 NAME_UNKNOWN: The repository with name 'no-such' does not exist in the registry with id '${account}'`,
  )
})

test('images are described, by image and by tag; a tag moves, for nothing here is immutable', async () => {
  const { repositoryName, name, digest } = await createWithImage()
  const described = await client.send(new DescribeImagesCommand({ repositoryName }))
  const [{ imagePushedAt, ...detail }] = described.imageDetails as [{ imagePushedAt: Date }]
  assert.deepEqual(detail, {
    registryId: account,
    repositoryName,
    imageDigest: digest,
    imageTags: ['v1'],
    imageSizeInBytes: 7,
    imageManifestMediaType: manifestType,
    artifactMediaType: 'application/vnd.oci.image.config.v1+json',
  })
  const registry = await publicRegistryOf(target)
  const moved = await pushImage(registry, name, { tag: 'v1', layer: 'another layer' })
  assert.equal(moved.response.status, 201)
  const tags = await client.send(new DescribeImageTagsCommand({ repositoryName }))
  assert.equal(tags.imageTagDetails!.length, 1)
  const [{ imageTag, createdAt, imageDetail }] = tags.imageTagDetails as [
    { imageTag: string; createdAt: Date; imageDetail: { imageDigest: string } },
  ]
  assert.deepEqual([imageTag, imageDetail.imageDigest], ['v1', moved.digest])
  assert.ok(createdAt >= imagePushedAt)
})

test('an image that is not there is none', async () => {
  const { repositoryName } = await createWithImage()
  const imageIds = [{ imageTag: 'v2' }]
  await assert.rejects(client.send(new DescribeImagesCommand({ repositoryName, imageIds })), {
    name: 'ImageNotFoundException',
    message: `The image with imageId {imageDigest:'null', imageTag:'v2'} does not exist within the repository with name '${repositoryName}' in the registry with id '${account}'`,
  })
  const deleted = await client.send(new BatchDeleteImageCommand({ repositoryName, imageIds }))
  assert.deepEqual(deleted.failures, [
    {
      imageId: { imageTag: 'v2' },
      failureCode: 'ImageNotFound',
      failureReason: 'Requested image not found',
    },
  ])
})

test('a client that speaks only the API pushes, by the account’s alias as well', async () => {
  const repositoryName = unique('shop')
  await client.send(new CreateRepositoryCommand({ repositoryName }))
  const where = { repositoryName, registryId: alias }
  for (const text of ['{}', 'layer']) {
    const { uploadId } = await client.send(new InitiateLayerUploadCommand(where))
    const part = { partFirstByte: 0, partLastByte: text.length - 1, uploadId }
    const layerPartBlob = Buffer.from(text)
    await client.send(new UploadLayerPartCommand({ ...where, ...part, layerPartBlob }))
    const layerDigests = [sha256(text)]
    await client.send(new CompleteLayerUploadCommand({ ...where, uploadId, layerDigests }))
  }
  const layerDigests = [sha256('layer')]
  const { layers } = await client.send(
    new BatchCheckLayerAvailabilityCommand({ ...where, layerDigests }),
  )
  assert.equal(layers![0]!.layerAvailability, 'AVAILABLE')
  const imageManifest = manifestOf()
  const put = new PutImageCommand({ ...where, imageManifest, imageTag: 'v1' })
  const { image } = await client.send(put)
  assert.deepEqual(image!.imageId, { imageDigest: sha256(imageManifest), imageTag: 'v1' })
  const read = await anonymous(`/v2/${alias}/${repositoryName}/manifests/v1`)
  assert.equal(await read.text(), imageManifest)
})

test('an alias that nobody has is no registry', async () => {
  await assert.rejects(
    client.send(
      new InitiateLayerUploadCommand({ repositoryName: 'shop', registryId: 'nobodys-alias' }),
    ),
    {
      name: 'RegistryNotFoundException',
      message: "The registry with id 'nobodys-alias' does not exist",
    },
  )
})
