import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { CreateRepositoryCommand, ListImagesCommand } from '@aws-sdk/client-ecr'
import { readManifest } from '../../../../localstack/services/ecr/content.ts'
import { removeImage } from '../../../../localstack/services/ecr/delete-image.ts'
import { ImageUses } from '../../../../localstack/services/ecr/image-uses.ts'
import { putImage } from '../../../../localstack/services/ecr/put-image.ts'
import { addRepository, requireRepository } from '../../../../localstack/services/ecr/repository.ts'
import { startEmulator } from '../../../../localstack/emulator.ts'
import { openScope } from '../../../support/scope.ts'
import { clientOf, pushImage, registryOf, sha256, targetAt } from './client.ts'

async function folderFor(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  context.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function start(dataDir: string, lines: string[] = []) {
  const log = (_topic: string, line: string) => void lines.push(line)
  const emulator = await startEmulator({ port: 0, dataDir, persistence: true, log })
  const target = targetAt(emulator.url)
  return { emulator, client: clientOf(target), registry: await registryOf(target) }
}

/** Keeps two images, `whole` and `broken`, each with a layer of its own. */
async function keepImages(dataDir: string): Promise<void> {
  const { emulator, client, registry } = await start(dataDir)
  await client.send(new CreateRepositoryCommand({ repositoryName: 'app' }))
  for (const name of ['whole', 'broken'])
    await pushImage(registry, 'app', { tag: name, layer: `layer of ${name}` })
  await emulator.close()
}

const fileOf = (dataDir: string, digest: string) =>
  join(dataDir, 'ecr/000000000000', digest.replace(':', '/'))

for (const [what, harm] of Object.entries({
  gone: (file: string) => rm(file),
  'cut short': (file: string) => truncate(file, 3),
}))
  test(`an image with a layer file that is ${what} is removed at the start, and can be pushed again`, async (context) => {
    const dataDir = await folderFor(context)
    await keepImages(dataDir)
    await harm(fileOf(dataDir, sha256('layer of broken')))

    const lines: string[] = []
    const { emulator, client, registry } = await start(dataDir, lines)
    context.after(() => emulator.close())
    const { imageIds } = await client.send(new ListImagesCommand({ repositoryName: 'app' }))
    assert.deepEqual(
      imageIds?.map(({ imageTag }) => imageTag),
      ['whole'],
    )
    assert.match(lines.join('\n'), /image sha256:[0-9a-f]{64} of app is removed: its files/)
    const head = await registry(`/v2/app/blobs/${sha256('layer of broken')}`, { method: 'HEAD' })
    assert.equal(head.status, 404, 'a push would otherwise leave the layer out')
    const again = await pushImage(registry, 'app', { tag: 'broken', layer: 'layer of broken' })
    assert.equal(again.response.status, 201)
  })

test('files that no record names are removed at the start', async (context) => {
  const dataDir = await folderFor(context)
  await keepImages(dataDir)
  const folder = join(dataDir, 'ecr/000000000000/sha256')
  const before = await readdir(folder)
  await writeFile(join(folder, 'f'.repeat(64)), 'no record names this')
  const { emulator } = await start(dataDir)
  await emulator.close()
  assert.deepEqual(await readdir(folder), before)
})

test('a reset removes the files of all images', async (context) => {
  const dataDir = await folderFor(context)
  await keepImages(dataDir)
  const { emulator } = await start(dataDir)
  context.after(() => emulator.close())
  const reset = await fetch(`${emulator.url}/_localstack/state/reset`, { method: 'POST' })
  assert.equal(reset.status, 200)
  await assert.rejects(readdir(join(dataDir, 'ecr')), { code: 'ENOENT' })
})

test('an image whose deletion is undone keeps its files', async (context) => {
  const dataDir = await folderFor(context)
  const scope = openScope({ settings: { dataDir } })
  addRepository(scope, { repositoryName: 'app', imageTagMutability: 'MUTABLE', tags: [] })
  const repository = requireRepository(scope, { repositoryName: 'app' })
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [],
    }),
  )
  const image = await scope.commit(() => putImage(scope, repository, { bytes, tag: 'v1' }))
  const from = () => ({ repository, uses: new ImageUses(repository) })
  await assert.rejects(
    scope.commit(() => {
      removeImage(scope, from(), image)
      throw new Error('the disk is full')
    }),
  )
  assert.deepEqual(readManifest(scope, image.digest), bytes)
  await scope.commit(() => removeImage(scope, from(), image))
  assert.throws(() => readManifest(scope, image.digest), { code: 'ENOENT' })
})
