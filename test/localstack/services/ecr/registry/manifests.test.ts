import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr'
import { openTarget, type Target, unique } from '../../../../support/target.ts'
import {
  account,
  clientOf,
  errorOf,
  indexType,
  manifestOf,
  manifestType,
  pushBlob,
  pushImage,
  type RegistryFetch,
  registryOf,
  sha256,
} from '../client.ts'

let target: Target
let registry: RegistryFetch
const name = unique('team/manifests')
before(async () => {
  target = await openTarget()
  registry = await registryOf(target)
  await clientOf(target).send(new CreateRepositoryCommand({ repositoryName: name }))
})
after(() => target[Symbol.asyncDispose]())

const put = (reference: string, body: string, type = manifestType) =>
  registry(`/v2/${name}/manifests/${reference}`, {
    method: 'PUT',
    body,
    headers: { 'content-type': type },
  })

test('a manifest is found by tag and by digest', async () => {
  const { response, digest, body } = await pushImage(registry, name, { tag: 'v1' })
  assert.equal(response.status, 201)
  assert.equal(response.headers.get('docker-content-digest'), digest)
  for (const reference of ['v1', digest]) {
    const head = await registry(`/v2/${name}/manifests/${reference}`, { method: 'HEAD' })
    assert.deepEqual(
      ['content-type', 'content-length', 'docker-content-digest'].map((key) =>
        head.headers.get(key),
      ),
      [manifestType, String(body.length), digest],
    )
    const got = await registry(`/v2/${name}/manifests/${reference}`)
    assert.equal(await got.text(), body)
  }
})

test('what is not there is named in the words of ECR', async () => {
  const unknown = await registry('/v2/no/such/manifests/v1')
  assert.equal(
    await errorOf(unknown),
    `404 NAME_UNKNOWN: The repository with name 'no/such' does not exist in the registry with id '${account}'`,
  )
  const push = await registry('/v2/no/such/blobs/uploads/', { method: 'POST' })
  assert.equal(
    await errorOf(push),
    `404 NAME_UNKNOWN: The repository with name 'no/such' does not exist in the registry with id '${account}'`,
  )
  const tag = await registry(`/v2/${name}/manifests/nope`)
  assert.equal(await errorOf(tag), '404 MANIFEST_UNKNOWN: Requested image not found')
  const blob = await registry(`/v2/${name}/blobs/${sha256('nope')}`)
  assert.equal(await errorOf(blob), '404 BLOB_UNKNOWN: blob unknown to registry')
})

test('a client that does not accept the type of an image does not get it', async () => {
  const { digest } = await pushImage(registry, name, { tag: 'accept' })
  const headers = { accept: 'application/vnd.docker.distribution.manifest.v2+json' }
  const response = await registry(`/v2/${name}/manifests/${digest}`, { headers })
  assert.equal(
    await errorOf(response),
    `404 MANIFEST_UNKNOWN: The image is a ${manifestType}, which the client does not accept`,
  )
})

test('a manifest needs its layers, an index its children', async () => {
  const layers = await put('bad', manifestOf({ layer: 'never', config: '[]' }))
  assert.equal(
    await errorOf(layers),
    `404 MANIFEST_BLOB_UNKNOWN: Layers with digests '[${sha256('[]')}, ${sha256('never')}]' required for pushing image into repository with name '${name}' in the registry with id '${account}' do not exist`,
  )
  const manifests = [{ mediaType: manifestType, digest: sha256('child'), size: 1 }]
  const index = JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests })
  assert.equal(
    await errorOf(await put('bad', index, indexType)),
    `404 MANIFEST_BLOB_UNKNOWN: Images with digests '[${sha256('child')}]' required for pushing image into repository with name '${name}' in the registry with id '${account}' do not exist`,
  )
})

test('what is no manifest, no tag or too long is refused', async () => {
  assert.equal(
    await errorOf(await put('v2', 'no json')),
    "405 UNSUPPORTED: Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'",
  )
  assert.equal(
    await errorOf(await put('v2', `"${'x'.repeat(4_194_304)}"`)),
    "405 UNSUPPORTED: Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'must have length less than or equal to 4194304'",
  )
  assert.equal(
    await errorOf(await put('1.0+build', manifestOf())),
    "405 UNSUPPORTED: Invalid parameter at 'imageTag' failed to satisfy constraint: 'must satisfy regular expression '[a-zA-Z0-9-_.]+''",
  )
  await pushImage(registry, name)
  assert.equal(
    await errorOf(await put(sha256('other'), manifestOf())),
    `400 DIGEST_INVALID: The provided image digest '${sha256('other')}' does not match the calculated image digest '${sha256(manifestOf())}'`,
  )
})

test('BuildKit pushes: children by digest, then an index with an attestation', async () => {
  const image = await pushImage(registry, name, { layer: 'amd64' })
  const attestation = await pushImage(registry, name, { layer: 'in-toto' })
  const manifests = [image, attestation].map(({ digest, body }) => ({
    mediaType: manifestType,
    digest,
    size: body.length,
  }))
  const index = JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests })
  assert.equal((await put('multi', index, indexType)).status, 201)
  const child = `/v2/${name}/manifests/${image.digest}`
  assert.equal(
    await errorOf(await registry(child, { method: 'DELETE' })),
    `405 UNSUPPORTED: Requested image referenced by manifest list: [${sha256(index)}]`,
  )
  const deleted = await registry(`/v2/${name}/manifests/multi`, { method: 'DELETE' })
  assert.equal(deleted.status, 202)
  assert.equal((await registry(child, { method: 'DELETE' })).status, 202)
  assert.equal((await registry(child)).status, 404)
})

test('referrers of a manifest are listed, filtered by type, and none is no error', async () => {
  const { digest, body } = await pushImage(registry, name, { tag: 'subject' })
  const subject = { mediaType: manifestType, digest, size: body.length }
  await pushBlob(registry, name, 'signature')
  const referrer = manifestOf({
    layer: 'signature',
    subject,
    artifactType: 'application/x.sig',
    annotations: { by: 'me' },
  })
  const pushed = await put(sha256(referrer), referrer)
  assert.equal(pushed.headers.get('oci-subject'), digest)
  const list = async (of: string, query = '') => {
    const response = await registry(`/v2/${name}/referrers/${of}${query}`)
    assert.equal(response.status, 200)
    return ((await response.json()) as { manifests: unknown[] }).manifests
  }
  const expected = {
    mediaType: manifestType,
    digest: sha256(referrer),
    size: referrer.length,
    artifactType: 'application/x.sig',
    annotations: { by: 'me' },
  }
  assert.deepEqual(await list(digest), [expected])
  assert.deepEqual(await list(digest, '?artifactType=application/x.sig'), [expected])
  assert.deepEqual(await list(digest, '?artifactType=other'), [])
  assert.deepEqual(await list(sha256('nothing')), [])
})

test('tags are listed in order, page by page', async () => {
  const other = unique('tags')
  await clientOf(target).send(new CreateRepositoryCommand({ repositoryName: other }))
  for (const tag of ['c', 'a', 'b']) await pushImage(registry, other, { tag })
  const first = await registry(`/v2/${other}/tags/list?n=2`)
  assert.deepEqual(await first.json(), { name: other, tags: ['a', 'b'] })
  const next = /^<(.+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1]
  const second = await registry(next!)
  assert.deepEqual(await second.json(), { name: other, tags: ['c'] })
  assert.equal(second.headers.get('link'), null)
})

test('reading a tag that cannot be is a bad request', async () => {
  for (const method of ['HEAD', 'GET'])
    assert.equal((await registry(`/v2/${name}/manifests/1.0+build`, { method })).status, 400)
})

const layerType = 'application/vnd.oci.image.layer.v1.tar+gzip'
const syntax =
  "405 UNSUPPORTED: Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'"

test("an index of BuildKit's cache is a bad request", async () => {
  for (const mediaType of [layerType, 'application/vnd.buildkit.cacheconfig.v0']) {
    const manifests = [{ mediaType, digest: sha256('layer'), size: 5 }]
    for (const type of [indexType, 'application/vnd.docker.distribution.manifest.list.v2+json']) {
      const index = JSON.stringify({ schemaVersion: 2, mediaType: type, manifests })
      assert.match(await errorOf(await put('cache', index, type)), /^400 UNSUPPORTED: /)
    }
  }
})

test('ECR takes less than the specification allows', async () => {
  const { body } = await pushImage(registry, name, { layer: 'plain' })
  const image = JSON.parse(body) as { config: object; layers: object[] }
  const changed = (members: object) => put('odd', JSON.stringify({ ...image, ...members }))
  const semicolon = 'application/vnd.dev.sigstore.bundle+json;version=0.2'
  for (const members of [
    { layers: [] },
    { config: { ...image.config, annotations: { a: 'b' } } },
    { artifactType: semicolon },
    { layers: [{ ...image.layers[0], mediaType: semicolon }] },
  ])
    assert.equal(await errorOf(await changed(members)), syntax, JSON.stringify(members))
  const entry = { mediaType: manifestType, digest: sha256(body), size: body.length }
  const indexWith = (platform: object) =>
    JSON.stringify({
      schemaVersion: 2,
      mediaType: indexType,
      manifests: [{ ...entry, platform: { os: 'linux', architecture: 'amd64', ...platform } }],
    })
  assert.equal((await put('plain', indexWith({}), indexType)).status, 201)
  assert.equal(
    await errorOf(await put('odd', indexWith({ features: ['sse4'] }), indexType)),
    syntax,
  )
})
