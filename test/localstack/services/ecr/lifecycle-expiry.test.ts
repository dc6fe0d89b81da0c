import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  GetLifecyclePolicyCommand,
  GetLifecyclePolicyPreviewCommand,
  ListImagesCommand,
  PutImageCommand,
  StartImageScanCommand,
  StartLifecyclePolicyPreviewCommand,
} from '@aws-sdk/client-ecr'
import {
  errorOf,
  indexType,
  manifestOf,
  manifestType,
  pushBlob,
  pushImage,
  sha256,
} from './client.ts'
import { AgeingRepository, policyOf, repositoryName, since, tagged } from './lifecycle.ts'

let app: AgeingRepository
beforeEach(async () => {
  app = await AgeingRepository.open()
})
afterEach(() => app[Symbol.asyncDispose]())

test('an image that an index needs stays until the index is gone', async () => {
  const child = await app.push()
  const manifests = [{ mediaType: manifestType, digest: child, size: 400 }]
  const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests })
  await app.ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag: 'multi' }))
  await app.put(since('sinceImagePushed', 1))
  await app.forward(2)
  assert.deepEqual(await app.digests(), new Set([child]))
  await app.forward(1)
  assert.deepEqual(await app.digests(), new Set())
})

test('within a day what a rule is about is gone, with its layers and what refers to it', async () => {
  const old = await app.push('v1')
  const layer = `layer of v1 at ${app.clock.now().getTime()}`
  const subject = { mediaType: manifestType, digest: old, size: 400 }
  await pushBlob(app.registry, repositoryName, 'signature')
  const imageManifest = manifestOf({ layer: 'signature', subject, artifactType: 'text/x.sig' })
  await app.ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag: 'sig' }))
  const newer = await app.push('v2')
  await app.put(tagged(['v*'], 1))
  const policy = () => app.ecr.send(new GetLifecyclePolicyCommand({ repositoryName }))
  assert.deepEqual((await policy()).lastEvaluatedAt, new Date(0))
  assert.deepEqual(await app.digests(), new Set([old, sha256(imageManifest), newer]))
  await app.forward(1)
  assert.deepEqual(await app.digests(), new Set([newer]))
  assert.ok((await policy()).lastEvaluatedAt!.getTime() > Date.now())
  const blob = await app.registry(`/v2/${repositoryName}/blobs/${sha256(layer)}`, {
    method: 'HEAD',
  })
  assert.equal(blob.status, 404)
})

test('a transition archives an image, and archived ones expire by a rule of their class', async () => {
  const imageDigest = await app.push('v1')
  const archive = { type: 'transition', targetStorageClass: 'archive' }
  const transition = {
    ...since('sinceImagePulled', 10, { tagStatus: 'tagged', tagPrefixList: ['v'] }),
    action: archive,
  }
  await app.forward(11)
  const lifecyclePolicyText = policyOf(transition)
  await app.ecr.send(
    new StartLifecyclePolicyPreviewCommand({ repositoryName, lifecyclePolicyText }),
  )
  const { previewResults, summary } = await app.ecr.send(
    new GetLifecyclePolicyPreviewCommand({ repositoryName }),
  )
  assert.deepEqual(previewResults![0]!.action, {
    type: 'TRANSITION',
    targetStorageClass: 'ARCHIVE',
  })
  assert.deepEqual(summary, {
    expiringImageTotalCount: 0,
    transitioningImageTotalCounts: [{ targetStorageClass: 'ARCHIVE', imageTotalCount: 1 }],
  })
  await app.put(transition, since('sinceImageTransitioned', 90, { storageClass: 'archive' }))
  await app.forward(1)
  assert.deepEqual(await app.digests(), new Set(), 'lists show what is not archived')
  const { imageDetails } = await app.ecr.send(
    new DescribeImagesCommand({ repositoryName, filter: { imageStatus: 'ARCHIVED' } }),
  )
  const [{ imageStatus, lastArchivedAt, ...detail }] = imageDetails as [
    { imageStatus: string; lastArchivedAt: Date; imageDigest: string },
  ]
  assert.deepEqual([detail.imageDigest, imageStatus], [imageDigest, 'ARCHIVED'])
  assert.ok(lastArchivedAt instanceof Date)
  const pull = await app.registry(`/v2/${repositoryName}/manifests/v1`)
  assert.equal(await errorOf(pull), '404 MANIFEST_UNKNOWN: Requested image not found')
  const imageIds = [{ imageDigest }]
  const { failures } = await app.ecr.send(new BatchGetImageCommand({ repositoryName, imageIds }))
  assert.deepEqual(failures, [
    {
      imageId: { imageDigest },
      failureCode: 'ImageInaccessible',
      failureReason: 'Requested image is archived',
    },
  ])
  await assert.rejects(
    app.ecr.send(new StartImageScanCommand({ repositoryName, imageId: { imageDigest } })),
    {
      name: 'ImageArchivedException',
      message: 'The image is archived and cannot be scanned',
    },
  )
  await app.forward(91)
  const left = await app.ecr.send(
    new ListImagesCommand({ repositoryName, filter: { imageStatus: 'ANY' } }),
  )
  assert.deepEqual(left.imageIds, [])
})

test('an archived image that is pushed again is out of the archive', async () => {
  const action = { type: 'transition', targetStorageClass: 'archive' }
  await app.put({ ...since('sinceImagePushed', 1), action })
  const layer = 'the same again'
  const { digest } = await pushImage(app.registry, repositoryName, { tag: 'v1', layer })
  await app.forward(2)
  assert.deepEqual(await app.digests(), new Set())
  await pushImage(app.registry, repositoryName, { tag: 'v1', layer })
  assert.deepEqual(await app.digests(), new Set([digest]))
})
