import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr'
import { CreateRepositoryCommand as CreatePublicRepositoryCommand } from '@aws-sdk/client-ecr-public'
import { table } from '../../scripts/images.ts'
import { openEmulator, openTarget, type Target, unique } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'
import {
  clientOf,
  indexType,
  manifestOf,
  manifestType,
  pushBlob,
  type RegistryFetch,
  registryOf,
  sha256,
} from '../localstack/services/ecr/client.ts'
import {
  alias,
  publicClientOf,
  publicHostOf,
  publicRegistryOf,
} from '../localstack/services/ecr-public/client.ts'

let target: Target
before(async () => {
  target = await openTarget()
})
after(() => target[Symbol.asyncDispose]())

const call = (APP_NAME: string, env: NodeJS.ProcessEnv = {}) =>
  callVerb('images', { target, env: { APP_NAME, ...env } })

async function put(registry: RegistryFetch, path: string, body: string, type: string) {
  const reference = path.endsWith('/') ? path + sha256(body) : path
  const headers = { 'content-type': type }
  const { status } = await registry(`/v2/${reference}`, { method: 'PUT', headers, body })
  assert.equal(status, 201)
  return { mediaType: type, digest: sha256(body), size: body.length }
}

/** An image of two million bytes and of the platform its configuration names; without a tag if none is given. */
async function pushImage(registry: RegistryFetch, name: string, architecture: string, tag = '') {
  const config = JSON.stringify({ os: 'linux', architecture })
  const layer = architecture.padEnd(2_000_000)
  await pushBlob(registry, name, config)
  await pushBlob(registry, name, layer)
  return put(registry, `${name}/manifests/${tag}`, manifestOf({ config, layer }), manifestType)
}

/** A line without the time of the push. */
const shown = (line: string) => line.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, 'TIME')
const short = ({ digest }: { digest: string }) => digest.slice(0, 19)

test('images of a private repository, with the parts of an index', async () => {
  const app = unique('shop')
  const name = `${app}/server`
  await clientOf(target).send(new CreateRepositoryCommand({ repositoryName: name }))
  const registry = await registryOf(target)
  const empty = await call(app)
  assert.equal(empty.code, 0, empty.stderr)
  assert.deepEqual(empty.lines, [`${new URL(target.url).host}/${name} has 0 images`])

  const single = await pushImage(registry, name, 'riscv64', 'one')
  await put(
    registry,
    `${name}/manifests/again`,
    manifestOf({
      config: JSON.stringify({ os: 'linux', architecture: 'riscv64' }),
      layer: 'riscv64'.padEnd(2_000_000),
    }),
    manifestType,
  )
  const amd64 = await pushImage(registry, name, 'amd64')
  const arm64 = await pushImage(registry, name, 'arm64')
  const about = await pushImage(registry, name, 'unknown')
  const manifests = [
    { ...amd64, platform: { os: 'linux', architecture: 'amd64' } },
    { ...arm64, platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
    {
      ...about,
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
    },
  ]
  const body = JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests })
  const index = await put(registry, `${name}/manifests/two`, body, indexType)

  const { code, lines, stderr } = await call(app)
  assert.equal(code, 0, stderr)
  assert.deepEqual(lines.map(shown), [
    `${new URL(target.url).host}/${name} has 2 images`,
    `digest                 size    pushed               platform               tasks  tags`,
    `${short(index)}    2.0 MB  TIME  image index, attested         two`,
    `  ${short(amd64)}  2.0 MB  TIME  linux/amd64`,
    `  ${short(arm64)}  2.0 MB  TIME  linux/arm64/v8`,
    `${short(single)}    2.0 MB  TIME  linux/riscv64                 again, one`,
  ])
})

test('images of a public repository, without a platform', async () => {
  const app = unique('shop')
  const name = `${app}/server`
  await publicClientOf(target).send(new CreatePublicRepositoryCommand({ repositoryName: name }))
  const registry = await publicRegistryOf(target)
  const image = await pushImage(registry, `${alias}/${name}`, 'amd64', 'one')
  const { code, lines, stderr } = await call(app, { ECR_VISIBILITY: 'public' })
  assert.equal(code, 0, stderr)
  assert.deepEqual(lines.map(shown), [
    `${publicHostOf(target)}/${alias}/${name} has 1 image`,
    `digest               size    pushed               platform  tasks  tags`,
    `${short(image)}  2.0 MB  TIME  image            one`,
  ])
})

test('an image whose configuration cannot be fetched has an unknown platform', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  t.after(() => rm(dataDir, { recursive: true }))
  await using own = await openEmulator({ dataDir, persistence: true })
  await clientOf(own).send(new CreateRepositoryCommand({ repositoryName: 'shop/server' }))
  const image = await pushImage(await registryOf(own), 'shop/server', 'amd64', 'one')
  const [algorithm = '', digest = ''] = sha256('{"os":"linux","architecture":"amd64"}').split(':')
  await rm(join(dataDir, 'ecr/000000000000', algorithm, digest))
  const { lines, stderr } = await callVerb('images', { target: own, env: { APP_NAME: 'shop' } })
  assert.equal(shown(lines.at(-1)!), `${short(image)}  2.0 MB  TIME  unknown          one`, stderr)
})

test('on a narrow terminal tags have lines of their own', () => {
  const commit = '0123456789abcdef0123456789abcdef01234567'
  const time = '2026-11-21 16:29:09'
  const rows = [
    ['sha256:83da31cebf2a', '64.3 MB', time, 'image index, attested', '2', commit],
    ['  sha256:1159301dac48', '64.3 MB', time, 'linux/amd64', '', ''],
  ]
  assert.deepEqual(table(rows, 80), [
    'digest                 size     pushed               platform               tasks',
    `sha256:83da31cebf2a    64.3 MB  ${time}  image index, attested  2`,
    `  ${commit}`,
    `  sha256:1159301dac48  64.3 MB  ${time}  linux/amd64`,
  ])
  assert.equal(table(rows, 130).length, 3)
})

test('without a repository the verb refers to bootstrap', async () => {
  const { code, stderr } = await call('no-such-app')
  assert.equal(code, 1)
  assert.equal(
    stderr,
    'docker-cloud images: there is no ECR repository no-such-app/server: run `npm run bootstrap` first\n',
  )
})
