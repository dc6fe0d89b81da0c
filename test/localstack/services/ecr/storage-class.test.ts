import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import {
  DescribeImagesCommand,
  type ImageStatusFilter,
  ListImagesCommand,
  type TargetStorageClass,
  UpdateImageStorageClassCommand,
} from '@aws-sdk/client-ecr'
import { account, errorOf } from './client.ts'
import { AgeingRepository, repositoryName, since } from './lifecycle.ts'

let app: AgeingRepository
beforeEach(async () => {
  app = await AgeingRepository.open()
})
afterEach(() => app[Symbol.asyncDispose]())

const moveTo = (targetStorageClass: TargetStorageClass, imageTag = 'v1') =>
  app.ecr.send(
    new UpdateImageStorageClassCommand({
      repositoryName,
      imageId: { imageTag },
      targetStorageClass,
    }),
  )

async function describe() {
  const { imageDetails } = await app.ecr.send(
    new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }] }),
  )
  return imageDetails![0]!
}

const listed = async (imageStatus: ImageStatusFilter) => {
  const command = new ListImagesCommand({ repositoryName, filter: { imageStatus } })
  return (await app.ecr.send(command)).imageIds!.map(({ imageTag }) => imageTag)
}

const pull = () => app.registry(`/v2/${repositoryName}/manifests/v1`)

test('an image is archived at once, and takes its time to come back', async () => {
  const imageDigest = await app.push('v1')
  const { imageId, imageStatus, registryId } = await moveTo('ARCHIVE')
  assert.deepEqual(imageId, { imageDigest, imageTag: 'v1' })
  assert.deepEqual([registryId, imageStatus], [account, 'ARCHIVED'])
  assert.equal((await describe()).imageStatus, 'ARCHIVED')
  assert.deepEqual([await listed('ACTIVE'), await listed('ARCHIVED')], [[], ['v1']])
  const gone = '404 MANIFEST_UNKNOWN: Requested image not found'
  assert.equal(await errorOf(await pull()), gone)

  assert.equal((await moveTo('STANDARD')).imageStatus, 'ACTIVATING')
  assert.deepEqual(await listed('ACTIVATING'), ['v1'])
  assert.equal(await errorOf(await pull()), gone)
  app.clock.forward(20 * 60)
  const { lastArchivedAt, lastActivatedAt, ...now } = await describe()
  assert.equal(now.imageStatus, 'ACTIVE')
  assert.ok(lastArchivedAt! < lastActivatedAt!)
  assert.equal((await pull()).status, 200)
})

test('an image that is where it should go is not moved there', async () => {
  await app.push('v1')
  const refused = (status: string, to: string) => ({
    name: 'ImageStorageClassUpdateNotSupportedException',
    message: `The image is ${status} and cannot be moved to the ${to} storage class`,
  })
  await assert.rejects(moveTo('STANDARD'), refused('ACTIVE', 'STANDARD'))
  await moveTo('ARCHIVE')
  await assert.rejects(moveTo('ARCHIVE'), refused('ARCHIVED', 'ARCHIVE'))
  await moveTo('STANDARD')
  await assert.rejects(moveTo('ARCHIVE'), refused('ACTIVATING', 'ARCHIVE'))
  await assert.rejects(moveTo('ARCHIVE', 'v2'), {
    name: 'ImageNotFoundException',
    message: `The image with imageId {imageDigest:'null', imageTag:'v2'} does not exist within the repository with name '${repositoryName}' in the registry with id '${account}'`,
  })
})

test('a restored image that nobody pulls counts its days from then', async () => {
  const imageDigest = await app.push('v1')
  await moveTo('ARCHIVE')
  await app.forward(10)
  await moveTo('STANDARD')
  const action = { type: 'transition', targetStorageClass: 'archive' }
  await app.put({ ...since('sinceImagePulled', 10), action })
  await app.forward(1)
  assert.deepEqual(await app.digests(), new Set([imageDigest]))
  await app.forward(10)
  assert.deepEqual(await app.digests(), new Set())
})
