import assert from 'node:assert/strict'
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  cancelUpload,
  requireUpload,
  receivePart,
  startUpload,
} from '../../../../localstack/services/ecr/upload.ts'
import type { Scope } from '../../../../localstack/kernel/scope.ts'
import { openScope } from '../../../support/scope.ts'
import type { RepositoryRecord } from '../../../../localstack/services/ecr/records.ts'

const account = '000000000000'
const repository = {
  repositoryArn: `arn:aws:ecr:us-east-1:${account}:repository/app`,
  repositoryName: 'app',
  registryId: account,
} as RepositoryRecord

async function openDisk(): Promise<Scope & AsyncDisposable> {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  return {
    ...openScope({ account, settings: { dataDir } }),
    [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true, force: true }),
  }
}

const start = (scope: Scope) => startUpload(scope, repository)
const isThere = (scope: Scope, id: string) => {
  try {
    return requireUpload(scope, repository, id) !== undefined
  } catch {
    return false
  }
}

/** The files below a folder that this process has open. */
async function openFiles({ settings }: Scope): Promise<string[]> {
  const descriptors = await readdir('/proc/self/fd')
  const paths = await Promise.all(
    descriptors.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  )
  return paths.filter((path) => path.startsWith(settings.dataDir))
}

test(
  'an upload holds no file open between its parts',
  { skip: process.platform !== 'linux' },
  async () => {
    await using scope = await openDisk()
    const upload = await start(scope)
    assert.deepEqual(await openFiles(scope), [])
    await receivePart(scope, upload, [Buffer.from('one')])
    await receivePart(scope, upload, [Buffer.from('two')])
    assert.equal(upload.size, 6)
    assert.deepEqual(await openFiles(scope), [])
  },
)

test('of more than 1,000 unfinished uploads the one left alone for longest goes', async () => {
  await using scope = await openDisk()
  const [first, second] = [await start(scope), await start(scope)]
  for (let count = 2; count < 1000; count += 1) await start(scope)
  await receivePart(scope, first, [Buffer.from('touched')])
  const last = await start(scope)
  assert.deepEqual(
    [first, second, last].map(({ id }) => isThere(scope, id)),
    [true, false, true],
  )
})

test('1,000 uploads that are being received leave room for no other', async () => {
  await using scope = await openDisk()
  const all = []
  for (let count = 0; count < 1000; count += 1) all.push(await start(scope))
  for (const upload of all) upload.receiving = true
  await assert.rejects(start(scope), { name: 'ThrottlingException' })
  all[0]!.receiving = false
  assert.equal((await start(scope)).size, 0)
  assert.equal(isThere(scope, all[0]!.id), false)
})

test('a part of an upload that was given up is a part of an unknown one', async () => {
  await using scope = await openDisk()
  const upload = await start(scope)
  async function* parts() {
    yield Buffer.from('one')
    await cancelUpload(scope, upload)
    yield Buffer.from('two')
  }
  await assert.rejects(receivePart(scope, upload, parts()), { name: 'UploadNotFoundException' })
  assert.deepEqual(await readdir(join(scope.settings.dataDir, 'ecr/uploads')), [])
})
