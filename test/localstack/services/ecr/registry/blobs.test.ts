import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr'
import { openEmulator } from '../../../../support/target.ts'
import { account, clientOf, pushBlob, registryOf } from '../client.ts'

test('a layer file that is shorter than the layer ends the request with an error', async (context) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  context.after(() => rm(dataDir, { recursive: true, force: true }))
  const lines: string[] = []
  const log = (topic: string, message: string) => topic === 'ecr' && lines.push(message)
  await using emulator = await openEmulator({ dataDir, persistence: true, log })
  await clientOf(emulator).send(new CreateRepositoryCommand({ repositoryName: 'short' }))
  const registry = await registryOf(emulator)
  const digest = await pushBlob(registry, 'short', 'x'.repeat(100_000))
  const folder = join(dataDir, 'ecr', account, 'sha256')
  const [file] = await readdir(folder)
  await truncate(join(folder, file!), 50_000)

  const signal = AbortSignal.timeout(60_000)
  const response = await registry(`/v2/short/blobs/${digest}`, { signal })
  await assert.rejects(response.arrayBuffer(), { name: 'TypeError' })
  assert.match(lines.join(), /ends after 50000 bytes/)
})
