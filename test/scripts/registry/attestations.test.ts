import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr'
import { RegistryClient } from '../../../scripts/registry/client.ts'
import { copyImage, tagImage } from '../../../scripts/registry/copy.ts'
import { decodeLogin } from '../../../scripts/registry/login.ts'
import { readLabels, readManifest } from '../../../scripts/registry/manifest.ts'
import { readApp } from '../../../scripts/release/app.ts'
import type { Context } from '../../../scripts/release/context.ts'
import { readImages } from '../../../scripts/verify/images.ts'
import {
  authorizationOf,
  clientOf,
  indexType,
  manifestOf,
  manifestType,
  pushBlob,
  registryOf,
  sha256,
} from '../../localstack/services/ecr/client.ts'
import { openTarget, unique } from '../../support/target.ts'

/** An index with an SBOM and provenance, as BuildKit writes it with `sbom` and `provenance`. */

const target = await openTarget()
after(() => target[Symbol.asyncDispose]())

const ecr = clientOf(target)
const app = unique('shop')
const { host } = new URL(target.url)
const from = { host, name: `${app}/server` }
const copy = { host, name: `${app}/copy` }
const client = new RegistryClient(async () =>
  decodeLogin((await authorizationOf(target)).replace('Basic ', '')),
)

const config = JSON.stringify({
  os: 'linux',
  architecture: 'amd64',
  config: { Labels: { a: 'b' } },
})
const image = manifestOf({ config })
const statement = JSON.stringify({
  _type: 'https://in-toto.io/Statement/v0.1',
  predicateType: 'https://spdx.dev/Document',
})
const attestation = JSON.stringify({
  ...JSON.parse(manifestOf({})),
  layers: [
    {
      mediaType: 'application/vnd.in-toto+json',
      digest: sha256(statement),
      size: statement.length,
      annotations: { 'in-toto.io/predicate-type': 'https://spdx.dev/Document' },
    },
  ],
})
const partOf = (manifest: string) => ({
  mediaType: manifestType,
  digest: sha256(manifest),
  size: manifest.length,
})
const index = JSON.stringify({
  schemaVersion: 2,
  mediaType: indexType,
  manifests: [
    { ...partOf(image), platform: { os: 'linux', architecture: 'amd64' } },
    {
      ...partOf(attestation),
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: {
        'vnd.docker.reference.type': 'attestation-manifest',
        'vnd.docker.reference.digest': sha256(image),
      },
    },
  ],
})
const digest = sha256(index)

before(async () => {
  for (const { name } of [from, copy])
    await ecr.send(new CreateRepositoryCommand({ repositoryName: name }))
  const registry = await registryOf(target)
  for (const blob of [config, 'layer', '{}', statement]) await pushBlob(registry, from.name, blob)
  for (const [reference, body, type] of [
    [sha256(image), image, manifestType],
    [sha256(attestation), attestation, manifestType],
    ['one', index, indexType],
  ] as const) {
    const put = { method: 'PUT', headers: { 'content-type': type }, body }
    assert.equal((await registry(`/v2/${from.name}/manifests/${reference}`, put)).status, 201)
  }
})

test('a copy has the attestations, and the same digest', async () => {
  await copyImage(client, { from, digest, to: copy, tags: ['v1'] })
  assert.equal((await readManifest(client, copy, 'v1')).digest, digest)
  const copied = await readManifest(client, copy, sha256(attestation))
  assert.equal(copied.layers[0]!.mediaType, 'application/vnd.in-toto+json')
  const blob = await client.call({ ...copy, path: `blobs/${sha256(statement)}` })
  assert.equal(await blob.text(), statement)
})

test('another tag is given to the index', async () => {
  await tagImage(client, from, { digest, tags: ['v2'] })
  assert.equal((await readManifest(client, from, 'v2')).digest, digest)
})

test('the labels are those of the image of the platform', async () => {
  const labels = await readLabels(client, from, { digest, platform: 'linux/amd64' })
  assert.deepEqual(labels, { a: 'b' })
})

test('verify finds the platform of the image, and none of the attestation', async () => {
  const context = {
    app: { base: app, name: app, visibility: 'private' },
    aws: { ecr },
  } as unknown as Context
  const release = { version: 'v1', revision: 'one' }
  const project = { name: app, services: { server: { build: { context: '.' } } } }
  const images = await readImages(context, readApp({ APP_NAME: app }).services[0]!, {
    project,
    release,
  })
  assert.ok(Array.isArray(images))
  const [{ found } = assert.fail()] = images
  assert.ok('value' in found)
  assert.equal(found.value.pushed!.digest, digest)
  assert.deepEqual(found.value.platforms, ['linux/amd64'])
})
