import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import {
  GetLifecyclePolicyPreviewCommand,
  type GetLifecyclePolicyPreviewCommandInput,
  PutLifecyclePolicyCommand,
  StartLifecyclePolicyPreviewCommand,
} from '@aws-sdk/client-ecr'
import { account } from './client.ts'
import {
  AgeingRepository,
  day,
  policyOf,
  repositoryName,
  type Rule,
  since,
  tagged,
} from './lifecycle.ts'

let app: AgeingRepository
beforeEach(async () => {
  app = await AgeingRepository.open()
})
afterEach(() => app[Symbol.asyncDispose]())

const start = (lifecyclePolicyText?: string) =>
  app.ecr.send(new StartLifecyclePolicyPreviewCommand({ repositoryName, lifecyclePolicyText }))

const get = (more: Partial<GetLifecyclePolicyPreviewCommandInput> = {}) =>
  app.ecr.send(new GetLifecyclePolicyPreviewCommand({ repositoryName, ...more }))

/** What a preview would do something to: digests with the priority of the rule that does it. */
async function preview(...rules: Rule[]) {
  await start(policyOf(...rules))
  const { previewResults } = await get()
  return new Map(
    previewResults!.map(({ imageDigest, appliedRulePriority }) => [
      imageDigest!,
      appliedRulePriority!,
    ]),
  )
}

test('a preview tells which images would go, by which rule, and keeps them', async () => {
  const old = await app.push('v1')
  const newer = await app.push('v2')
  const lifecyclePolicyText = policyOf(tagged(['v*'], 1))
  const started = await start(lifecyclePolicyText)
  assert.deepEqual(
    [started.registryId, started.repositoryName, started.lifecyclePolicyText, started.status],
    [account, repositoryName, lifecyclePolicyText, 'IN_PROGRESS'],
  )
  const found = await get()
  assert.equal(found.status, 'COMPLETE')
  assert.equal(found.lifecyclePolicyText, lifecyclePolicyText)
  assert.deepEqual(found.summary, {
    expiringImageTotalCount: 1,
    transitioningImageTotalCounts: [],
  })
  const [{ imagePushedAt, ...result }] = found.previewResults as [{ imagePushedAt: Date }]
  assert.ok(imagePushedAt instanceof Date)
  assert.deepEqual(result, {
    imageTags: ['v1'],
    imageDigest: old,
    action: { type: 'EXPIRE' },
    appliedRulePriority: 1,
    storageClass: 'STANDARD',
  })
  assert.deepEqual(await app.digests(), new Set([old, newer]))
})

test('a preview is filtered by tag status and by image, and paged', async () => {
  const old = await app.push('v1')
  const untagged = await app.push()
  await app.push('v3')
  await start(
    policyOf({
      selection: { ...tagged([], 1).selection, tagStatus: 'any', tagPatternList: undefined },
    }),
  )
  const shown = async (more: Partial<GetLifecyclePolicyPreviewCommandInput>) =>
    (await get(more)).previewResults!.map(({ imageDigest }) => imageDigest)
  assert.deepEqual(await shown({ filter: { tagStatus: 'TAGGED' } }), [old])
  assert.deepEqual(await shown({ filter: { tagStatus: 'UNTAGGED' } }), [untagged])
  assert.deepEqual(await shown({ imageIds: [{ imageTag: 'v1' }] }), [old])
  assert.deepEqual(await shown({ imageIds: [{ imageTag: 'v3' }] }), [])
  const { nextToken } = await get({ maxResults: 1 })
  const pages = [...(await shown({ maxResults: 1 })), ...(await shown({ nextToken }))]
  assert.deepEqual(pages, [old, untagged].toSorted())
  await assert.rejects(get({ imageIds: [{ imageTag: 'v1' }], maxResults: 1 }), {
    name: 'InvalidParameterException',
    message:
      "Invalid parameter at 'maxResults' failed to satisfy constraint: 'must not be specified with imageIds'",
  })
})

test('a preview needs a policy, and to have been started; a day later it has expired', async () => {
  await assert.rejects(get(), {
    name: 'LifecyclePolicyPreviewNotFoundException',
    message: `Lifecycle policy preview does not exist for the repository with name '${repositoryName}' in the registry with id '${account}'`,
  })
  await assert.rejects(start(), {
    name: 'LifecyclePolicyNotFoundException',
    message: `Lifecycle policy does not exist for the repository with name '${repositoryName}' in the registry with id '${account}'`,
  })
  await assert.rejects(start('no json'.padEnd(100)), {
    name: 'InvalidParameterException',
    message:
      "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy parsing failure: Could not map policyString into LifecyclePolicy'",
  })
  const lifecyclePolicyText = policyOf(tagged(['v*'], 1))
  await app.ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }))
  assert.equal((await start()).lifecyclePolicyText, lifecyclePolicyText)
  assert.equal((await get()).status, 'COMPLETE')
  app.clock.forward(day + 1)
  const { status, previewResults } = await get()
  assert.deepEqual([status, previewResults], ['EXPIRED', undefined])
})

// AWS's own examples: https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_examples.html
test('an image belongs to the first rule whose tags it has', async () => {
  const a = await app.push('beta-1', 'prod-1')
  await app.push('beta-2', 'prod-2')
  const c = await app.push('beta-3')
  assert.deepEqual(await preview(tagged(['prod*'], 1), tagged(['beta*'], 1)), new Map([[a, 1]]))
  assert.deepEqual(
    await preview(tagged(['beta-3'], 5), tagged(['prod*'], 1), tagged(['beta*'], 1)),
    new Map([[a, 2]]),
  )
  assert.ok((await app.digests()).has(c))
})

test('several patterns or prefixes select the images that have them all', async () => {
  const both = await app.push('alpha-1', 'beta-1')
  await app.push('alpha-2')
  await app.push('beta-2', 'alpha-3')
  assert.deepEqual(await preview(tagged(['alpha*', 'beta*'], 1)), new Map([[both, 1]]))
  const tagPrefixList = ['alpha-', 'beta-1']
  const selection = { tagStatus: 'tagged', tagPrefixList, countType: 'sinceImagePushed' }
  await app.forward(2)
  assert.deepEqual(
    await preview({ selection: { ...selection, countUnit: 'days', countNumber: 1 } }),
    new Map([[both, 1]]),
  )
})

test('a wildcard stands for any run of characters, and a pattern is for the whole tag', async () => {
  const release = await app.push('v1.2-web')
  await app.push('v1x2-web')
  await app.push('v1.2-web-rc')
  await app.forward(2)
  assert.deepEqual(
    await preview(
      since('sinceImagePushed', 1, { tagStatus: 'tagged', tagPatternList: ['v1.*web'] }),
    ),
    new Map([[release, 1]]),
  )
})

test('an image that was pulled counts its days from then', async () => {
  const pulled = await app.push('pulled')
  const never = await app.push('never')
  await app.forward(9)
  await app.registry(`/v2/${repositoryName}/manifests/pulled`)
  await app.forward(2)
  const action = { type: 'transition', targetStorageClass: 'archive' }
  const rule = { ...since('sinceImagePulled', 10), action }
  assert.deepEqual(await preview(rule), new Map([[never, 1]]))
  await app.forward(9)
  assert.deepEqual(
    await preview(rule),
    new Map([
      [pulled, 1],
      [never, 1],
    ]),
  )
})
