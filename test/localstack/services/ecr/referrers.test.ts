import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateRepositoryCommand,
  type ECRClient,
  type ListImageReferrersCommandInput,
  ListImageReferrersCommand,
  PutImageCommand,
} from '@aws-sdk/client-ecr'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import {
  account,
  clientOf,
  manifestOf,
  manifestType,
  pushImage,
  registryOf,
  sha256,
} from './client.ts'

let target: Target
let ecr: ECRClient
let imageDigest: string
let subject: { mediaType: string; digest: string; size: number }
const repositoryName = unique('referrers')
before(async () => {
  target = await openTarget()
  ecr = clientOf(target)
  await ecr.send(new CreateRepositoryCommand({ repositoryName }))
  const image = await pushImage(await registryOf(target), repositoryName, { tag: 'v1' })
  imageDigest = image.digest
  subject = { mediaType: manifestType, digest: imageDigest, size: image.body.length }
})
after(() => target[Symbol.asyncDispose]())

const list = (more: Partial<ListImageReferrersCommandInput> = {}) =>
  ecr.send(new ListImageReferrersCommand({ repositoryName, subjectId: { imageDigest }, ...more }))

async function refer(artifactType: string): Promise<string> {
  const imageManifest = manifestOf({ subject, artifactType, annotations: { by: 'me' } })
  await ecr.send(
    new PutImageCommand({ repositoryName, imageManifest, imageDigest: sha256(imageManifest) }),
  )
  return imageManifest
}

test('the artifacts that refer to an image are listed, filtered, page by page', async () => {
  assert.deepEqual((await list()).referrers, [])
  const signature = await refer('application/x.sig')
  const expected = {
    digest: sha256(signature),
    mediaType: manifestType,
    artifactType: 'application/x.sig',
    size: signature.length,
    annotations: { by: 'me' },
    artifactStatus: 'ACTIVE',
  }
  assert.deepEqual((await list()).referrers, [expected])
  await refer('application/x.sbom')
  const { referrers } = await list({ filter: { artifactTypes: ['application/x.sig'] } })
  assert.deepEqual(referrers, [expected])
  assert.deepEqual((await list({ filter: { artifactStatus: 'ARCHIVED' } })).referrers, [])
  const first = await list({ maxResults: 1 })
  const second = await list({ maxResults: 1, nextToken: first.nextToken })
  assert.equal(second.nextToken, undefined)
  const types = [...first.referrers!, ...second.referrers!].map(({ artifactType }) => artifactType)
  assert.deepEqual(types.toSorted(), ['application/x.sbom', 'application/x.sig'])
})

test('an unknown digest has no referrers, an unknown repository is an error', async () => {
  const unknown = { subjectId: { imageDigest: sha256('nothing') } }
  assert.deepEqual((await list(unknown)).referrers, [])
  await assert.rejects(list({ repositoryName: 'no/such' }), {
    name: 'RepositoryNotFoundException',
    message: `The repository with name 'no/such' does not exist in the registry with id '${account}'`,
  })
})
