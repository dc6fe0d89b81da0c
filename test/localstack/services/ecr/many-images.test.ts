import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { holdContent } from '../../../../localstack/services/ecr/content.ts'
import { BatchDeleteImage } from '../../../../localstack/services/ecr/operations/BatchDeleteImage.ts'
import { DescribeImages } from '../../../../localstack/services/ecr/operations/DescribeImages.ts'
import { GetLifecyclePolicyPreview } from '../../../../localstack/services/ecr/operations/GetLifecyclePolicyPreview.ts'
import { ListImages } from '../../../../localstack/services/ecr/operations/ListImages.ts'
import { StartLifecyclePolicyPreview } from '../../../../localstack/services/ecr/operations/StartLifecyclePolicyPreview.ts'
import { putImage } from '../../../../localstack/services/ecr/put-image.ts'
import { addRepository } from '../../../../localstack/services/ecr/repository.ts'
import { registry } from '../../../../localstack/services/ecr/state.ts'
import type { Call } from '../../../../localstack/kernel/scope.ts'
import { openScope } from '../../../support/scope.ts'
import { account, manifestOf, manifestType, sha256 } from './client.ts'

/** Counts the members that are visited by going through all of them. */
class CountingMap<V> extends Map<string, V> {
  visits = 0;

  override *entries(): Generator<[string, V]> {
    for (const key of super.keys()) {
      this.visits++
      yield [key, this.get(key)!]
    }
  }

  override *keys(): Generator<string> {
    for (const [key] of this.entries()) yield key
  }

  override *values(): Generator<V> {
    for (const [, value] of this.entries()) yield value
  }

  override [Symbol.iterator]() {
    return this.entries()
  }
}

const repositoryName = 'many'
const imageCount = 100
let call: Call
let images: CountingMap<unknown>
let tags: CountingMap<unknown>

let dataDir: string
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
})
after(() => rm(dataDir, { recursive: true, force: true }))

beforeEach(() => {
  call = openScope({ account, settings: { dataDir } }) as Call
  const source = addRepository(call, { repositoryName, imageTagMutability: 'MUTABLE', tags: [] })
  for (let index = 0; index < imageCount; index++) {
    const layer = `layer ${index}`
    for (const blob of ['{}', layer])
      holdContent(call, source, { digest: sha256(blob), size: blob.length })
    putImage(call, source, {
      bytes: Buffer.from(manifestOf({ layer })),
      mediaType: manifestType,
      tag: `v${index}`,
    })
  }
  const repository = {
    ...source,
    images: (images = new CountingMap(source.images)) as typeof source.images,
    tags: (tags = new CountingMap(source.tags)) as typeof source.tags,
  }
  call.state(registry).repositories.set(repositoryName, repository)
})

/** How often an image or a tag was visited, for each image that there is. */
async function visitsOf(operation: () => unknown): Promise<number> {
  images.visits = tags.visits = 0
  await operation()
  return (images.visits + tags.visits) / imageCount
}

/** What a call may visit of each image: once to collect, and once more to filter or to sort. */
const few = 5

const policy = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 },
      action: { type: 'expire' },
    },
  ],
})

const operations: [string, () => unknown][] = [
  ['ListImages', () => ListImages({ repositoryName }, call)],
  [
    'ListImages of tagged images',
    () => ListImages({ repositoryName, filter: { tagStatus: 'TAGGED' } }, call),
  ],
  ['DescribeImages', () => DescribeImages({ repositoryName }, call)],
  [
    'a lifecycle policy preview',
    () => {
      void StartLifecyclePolicyPreview({ repositoryName, lifecyclePolicyText: policy }, call)
      return GetLifecyclePolicyPreview({ repositoryName }, call)
    },
  ],
  [
    'BatchDeleteImage',
    () =>
      BatchDeleteImage(
        {
          repositoryName,
          imageIds: Array.from({ length: imageCount }, (_, index) => ({ imageTag: `v${index}` })),
        },
        call,
      ),
  ],
]
for (const [name, operation] of operations)
  test(`${name} visits each image a few times, however many there are`, async () => {
    const visits = await visitsOf(operation)
    assert.ok(visits <= few, `each image was visited ${visits} times`)
  })
