import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { holdContent } from '../../../../localstack/services/ecr/content.ts'
import { checkPartLimits } from '../../../../localstack/services/ecr/limits.ts'
import { publicRegion } from '../../../../localstack/kernel/region.ts'
import { putImage } from '../../../../localstack/services/ecr/put-image.ts'
import { addRepository } from '../../../../localstack/services/ecr/repository.ts'
import { cancelUpload, startUpload } from '../../../../localstack/services/ecr/upload.ts'
import { account, manifestOf, manifestType, sha256 } from './client.ts'
import { openScope } from '../../../support/scope.ts'

let dataDir: string
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
})
after(() => rm(dataDir, { recursive: true, force: true }))

const registries: [region: string, maxParts: number, maxMib: number][] = [
  ['us-east-1', 4200, 52_000],
  [publicRegion, 1000, 10_000],
]
for (const [region, maxParts, maxMib] of registries)
  test(`a layer has at most ${maxParts} parts and ${maxMib} MiB in ${region}`, async () => {
    const scope = openScope({ account, region, settings: { dataDir } })
    const settings = { repositoryName: 'app', imageTagMutability: 'MUTABLE' as const }
    const upload = await startUpload(scope, addRepository(scope, { ...settings, tags: [] }))
    const bytes = maxMib * 1024 * 1024
    checkPartLimits(scope, { ...upload, parts: maxParts - 1 }, bytes - 1)
    assert.throws(() => checkPartLimits(scope, { ...upload, parts: maxParts }, 1), {
      code: 'LimitExceededException',
      message: `The upload with id '${upload.id}' has the maximum number of parts (${maxParts})`,
    })
    assert.throws(() => checkPartLimits(scope, upload, bytes), {
      code: 'LimitExceededException',
      message: `The upload with id '${upload.id}' exceeds the maximum layer size (${maxMib} MiB)`,
    })
    await cancelUpload(scope, upload)
  })

test('a repository has at most 100,000 images', () => {
  const scope = openScope({ account, settings: { dataDir } })
  const settings = { repositoryName: 'full', imageTagMutability: 'MUTABLE' as const }
  const repository = addRepository(scope, { ...settings, tags: [] })
  for (const blob of ['{}', 'layer'])
    holdContent(scope, repository, { digest: sha256(blob), size: blob.length })
  const pushedAt = new Date()
  for (let index = 0; index < 99_999; index++) {
    const digest = `sha256:${index}`
    const image = {
      digest,
      mediaType: manifestType,
      size: 1,
      pushedAt,
      tags: new Set<string>(),
      layers: [],
      children: [],
    }
    repository.images.set(digest, image)
  }
  const push = (bytes: string) => putImage(scope, repository, { bytes: Buffer.from(bytes) })
  push(manifestOf())
  push(manifestOf())
  assert.throws(() => push(manifestOf({ annotations: { one: 'more' } })), {
    code: 'LimitExceededException',
    message: `The repository with name 'full' in registry with id '${account}' has the maximum number of images (100000)`,
  })
})
