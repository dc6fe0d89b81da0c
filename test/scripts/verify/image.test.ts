import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readApp } from '../../../scripts/release/app.ts'
import { checkImage } from '../../../scripts/verify/image.ts'
import type { FoundImage } from '../../../scripts/verify/images.ts'

const service = readApp({ APP_NAME: 'shop' }).services.find(({ name }) => name === 'server')!

const release = { version: 'v1', revision: 'abc' }
const check = (found: Partial<FoundImage>, more = {}, image = 'server', thirdParty?: string) =>
  checkImage({ service, task: { family: 'shop', containerDefinitions: [], ...more } }, release, {
    image: { name: image, repository: `shop/${image}` },
    thirdParty,
    found: {
      value: {
        hasRepository: true,
        platforms: ['linux/amd64'],
        pushed: {
          repositoryUri: 'r',
          digest: `sha256:${'0'.repeat(64)}`,
          detail: { imageSizeInBytes: 5e7 },
        },
        ...found,
      },
    },
  }).map(({ level, text }) => `${level}: ${text}`)

test('an image fits', () => {
  assert.deepEqual(check({}), ['ok: image sha256:000000000000…, 50.0 MB, linux/amd64'])
  const arm = { runtimePlatform: { cpuArchitecture: 'ARM64' } }
  assert.match(check({ platforms: ['linux/amd64', 'linux/arm64/v8'] }, arm)[0]!, /^ok/)
})

test('an image is absent, for another processor, or too large', () => {
  assert.deepEqual(check({ hasRepository: false }), [
    'error: there is no ECR repository shop/server',
  ])
  assert.deepEqual(check({ pushed: undefined }), [
    'error: ECR repository shop/server has no image of v1 (tag abc)',
  ])
  assert.deepEqual(check({ platforms: ['linux/arm64'] }), [
    'error: the image is for linux/arm64, and the task runs on linux/amd64',
  ])
  const detail = { imageSizeInBytes: 25 * 2 ** 30 }
  const pushed = { repositoryUri: 'r', digest: 'sha256:0', detail }
  assert.deepEqual(check({ pushed }), [
    'error: the image has 26843.5 MB, and the task has 20 GiB of storage',
  ])
  assert.match(check({ pushed }, { ephemeralStorage: { sizeInGiB: 30 } })[0]!, /^ok/)
})

test('the image of a sidecar is checked too', () => {
  assert.deepEqual(check({ platforms: ['linux/arm64'] }, {}, 'proxy'), [
    'error: the image of proxy is for linux/arm64, and the task runs on linux/amd64',
  ])
  assert.deepEqual(check({ pushed: undefined }, {}, 'proxy'), [
    'error: ECR repository shop/proxy has no image of v1 (tag abc)',
  ])
})

test('an image of others is checked once it is mirrored', () => {
  assert.deepEqual(check({}, {}, 'redis', 'redis:8'), [
    'ok: image of redis sha256:000000000000…, 50.0 MB, linux/amd64',
  ])
  assert.deepEqual(check({ pushed: undefined }, {}, 'redis', 'redis:8'), [
    'warning: image of redis: not checked: tasks pull redis:8 from its own registry, until `npm run push -- --mirror` copies it to ECR',
  ])
})
