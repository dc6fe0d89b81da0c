import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import {
  BatchCheckLayerAvailabilityCommand,
  CompleteLayerUploadCommand,
  CreateRepositoryCommand,
  type ECRClient,
  GetDownloadUrlForLayerCommand,
  InitiateLayerUploadCommand,
  PutImageCommand,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import { account, clientOf, manifestOf, sha256 } from './client.ts'

let target: Target
let ecr: ECRClient
const repositoryName = unique('layers')
before(async () => {
  target = await openTarget()
  ecr = clientOf(target)
  await ecr.send(new CreateRepositoryCommand({ repositoryName }))
})
after(() => target[Symbol.asyncDispose]())

const initiate = async () =>
  (await ecr.send(new InitiateLayerUploadCommand({ repositoryName }))).uploadId!

const part = (uploadId: string, partFirstByte: number, layerPartBlob: Uint8Array) =>
  ecr.send(
    new UploadLayerPartCommand({
      repositoryName,
      uploadId,
      partFirstByte,
      partLastByte: partFirstByte + layerPartBlob.length - 1,
      layerPartBlob,
    }),
  )

const complete = (uploadId: string, layerDigest: string) =>
  ecr.send(
    new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [layerDigest] }),
  )

async function upload(bytes: Uint8Array): Promise<string> {
  const uploadId = await initiate()
  await part(uploadId, 0, bytes)
  return (await complete(uploadId, sha256(bytes))).layerDigest!
}

test('a client that uses the API alone can push and fetch an image', async () => {
  const layer = 'pushed by the API'
  const digests = [await upload(Buffer.from('{ }')), await upload(Buffer.from(layer))]
  const { layers } = await ecr.send(
    new BatchCheckLayerAvailabilityCommand({
      repositoryName,
      layerDigests: [...digests, sha256('absent')],
    }),
  )
  assert.deepEqual(
    layers!.map(({ layerAvailability, layerSize }) => [layerAvailability, layerSize]),
    [
      ['AVAILABLE', 3],
      ['AVAILABLE', layer.length],
      ['UNAVAILABLE', undefined],
    ],
  )
  const imageManifest = manifestOf({ layer, config: '{ }' })
  await ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag: 'api' }))
  const { downloadUrl } = await ecr.send(
    new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest: digests[1] }),
  )
  assert.equal(await (await fetch(downloadUrl!)).text(), layer)
})

test('a layer comes in parts of at least 5 MiB, one after the other', async () => {
  const first = randomBytes(5 * 1024 * 1024)
  const last = randomBytes(100)
  const uploadId = await initiate()
  const { lastByteReceived } = await part(uploadId, 0, first)
  assert.equal(lastByteReceived, first.length - 1)
  await assert.rejects(part(uploadId, 7, last), {
    name: 'InvalidLayerPartException',
    message: `The layer part is not valid: it begins at byte 7, and the upload with id '${uploadId}' goes on at byte ${first.length}`,
  })
  await part(uploadId, first.length, last)
  await complete(uploadId, sha256(Buffer.concat([first, last])))

  const small = await initiate()
  await part(small, 0, last)
  await part(small, last.length, last)
  await assert.rejects(complete(small, sha256(Buffer.concat([last, last]))), {
    name: 'LayerPartTooSmallException',
    message: 'All layer parts except the last part should be at least 5MB',
  })
})

test('an upload that is empty, unknown, wrong or needless is refused', async () => {
  const empty = await initiate()
  await assert.rejects(complete(empty, sha256('')), {
    name: 'EmptyUploadException',
    message: `The upload with id '${empty}' in the repository with name '${repositoryName}' in registry with id '${account}' cannot be completed because it does not have any parts`,
  })
  const unknown = crypto.randomUUID()
  await assert.rejects(complete(unknown, sha256('')), {
    name: 'UploadNotFoundException',
    message: `The upload with id '${unknown}' in the repository with name '${repositoryName}' in registry with id '${account}' does not exist`,
  })
  const wrong = await initiate()
  await part(wrong, 0, Buffer.from('bytes'))
  await assert.rejects(complete(wrong, sha256('others')), {
    name: 'InvalidLayerException',
    message: `The layer digest '${sha256('others')}' does not match the digest '${sha256('bytes')}' of what was uploaded`,
  })
  const layerDigest = await upload(Buffer.from('once'))
  await assert.rejects(upload(Buffer.from('once')), {
    name: 'LayerAlreadyExistsException',
    message: `The layer with digest '${layerDigest}' already exists in the repository with name '${repositoryName}' in registry with id '${account}'`,
  })
  assert.equal(layerDigest, sha256('once'))
})

test('a download URL needs a layer that is there', async () => {
  await assert.rejects(
    ecr.send(new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest: sha256('absent') })),
    {
      name: 'LayersNotFoundException',
      message: `The layers with digest '[${sha256('absent')}]' do not exist in the repository with name '${repositoryName}' in the registry with id '${account}'`,
    },
  )
})

test('layer digests that cannot be any are told from layers that are not there', async () => {
  const { layers, failures } = await ecr.send(
    new BatchCheckLayerAvailabilityCommand({
      repositoryName,
      layerDigests: [sha256('absent'), 'no digest', ''],
    }),
  )
  assert.deepEqual(layers, [{ layerDigest: sha256('absent'), layerAvailability: 'UNAVAILABLE' }])
  assert.deepEqual(failures, [
    {
      layerDigest: 'no digest',
      failureCode: 'InvalidLayerDigest',
      failureReason: 'Layer digest is invalid',
    },
    {
      layerDigest: '',
      failureCode: 'MissingLayerDigest',
      failureReason: 'Layer digest is missing',
    },
  ])
})

test('a part must be as long as it says', async () => {
  const uploadId = await initiate()
  await assert.rejects(
    ecr.send(
      new UploadLayerPartCommand({
        repositoryName,
        uploadId,
        partFirstByte: 0,
        partLastByte: 7,
        layerPartBlob: Buffer.from('short'),
      }),
    ),
    {
      name: 'InvalidParameterException',
      message:
        "Invalid parameter at 'layerPartBlob' failed to satisfy constraint: 'must have the length that partFirstByte and partLastByte say'",
    },
  )
})
