import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr'
import { freePort } from '../../../../support/ports.ts'
import { clientOf, registryOf } from '../client.ts'
import { kill, startProcess } from '../process.ts'

const chunk = new Uint8Array(randomBytes(32 * 1024 * 1024))
const chunks = 12
const mostGrowth = 150

test('a blob much larger than what the emulator may take passes through it, both ways', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  t.after(() => rm(dataDir, { recursive: true, force: true }))
  const emulator = await startProcess(dataDir, await freePort())
  t.after(() => kill(emulator.process))
  const resident = () => {
    const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(emulator.process.pid)])
    return Number(kilobytes.toString()) / 1024
  }
  await clientOf(emulator.target).send(new CreateRepositoryCommand({ repositoryName: 'large' }))
  const registry = await registryOf(emulator.target)
  const before = resident()
  let most = before
  const check = () => (most = Math.max(most, resident()))

  const hash = createHash('sha256')
  const started = await registry('/v2/large/blobs/uploads/', { method: 'POST' })
  const location = started.headers.get('location')!
  for (let sent = 0; sent < chunks; sent++) {
    assert.equal((await registry(location, { method: 'PATCH', body: chunk })).status, 202)
    hash.update(chunk)
    check()
  }
  const digest = `sha256:${hash.digest('hex')}`
  const done = await registry(`${location}?digest=${digest}`, { method: 'PUT' })
  assert.equal(done.status, 201)

  const received = createHash('sha256')
  const { body } = await registry(`/v2/large/blobs/${digest}`)
  let bytes = 0
  for await (const part of body!) {
    received.update(part)
    if (Math.floor((bytes + part.length) / chunk.length) > Math.floor(bytes / chunk.length)) check()
    bytes += part.length
  }
  assert.equal(`sha256:${received.digest('hex')}`, digest)
  const growth = most - before
  assert.ok(growth < mostGrowth, `it grew by ${growth.toFixed(0)} MB for ${bytes / 1e6} MB`)
})
