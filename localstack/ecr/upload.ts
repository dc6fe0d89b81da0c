import { createHash, type Hash, randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { awsError } from '../errors.ts'
import type { Scope } from '../operation.ts'
import type { Settings } from '../settings.ts'
import { defineRuntime, type Runtime } from '../kernel/runtime.ts'
import { contentPath, holdContent, unfinishedDir } from './content.ts'
import type { RepositoryRecord } from './state.ts'

/** A layer on its way: visible to nobody until it is complete and its digest is right. */
export interface Upload {
  id: string
  repositoryArn: string
  path: string
  file: FileHandle
  size: number
  parts: number
  hash: Hash
  /** Set while a part is being received: parts of one upload come one after the other. */
  receiving: boolean
  /** Parts under the minimum: only the last one may be. */
  smallPartLast: boolean
  smallPartWithin: boolean
  /** Set when the disk failed: what is there is no longer what was hashed. */
  broken: boolean
  touchedAt: number
}

/** The smallest part but the last: https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
export const minPartBytes = 5 * 1024 * 1024
type Source = AsyncIterable<Buffer> | Iterable<Buffer>

const batchBytes = 256 * 1024
const abandonedAfter = 24 * 60 * 60 * 1000

const uploads = defineRuntime({
  initial: () => new Map<string, Upload>(),
})

/** Begins an upload, and forgets those whose client went away long ago. */
export async function startUpload(
  scope: Scope,
  { repositoryArn }: RepositoryRecord,
): Promise<Upload> {
  const now = scope.clock.now().getTime()
  for (const old of scope.runtime(uploads).values())
    if (now - old.touchedAt > abandonedAfter) await cancelUpload(scope, old)
  const id = randomUUID()
  const path = join(unfinishedDir(scope.settings), id)
  mkdirSync(dirname(path), { recursive: true })
  const upload: Upload = {
    id,
    repositoryArn,
    path,
    file: await open(path, 'wx'),
    size: 0,
    parts: 0,
    hash: createHash('sha256'),
    receiving: false,
    smallPartLast: false,
    smallPartWithin: false,
    broken: false,
    touchedAt: now,
  }
  scope.runtime(uploads).set(id, upload)
  return upload
}

/** Finds an upload of this repository, or says that there is none. */
export function findUpload(scope: Scope, repository: RepositoryRecord, id: string): Upload {
  const upload = scope.runtime(uploads).get(id)
  if (upload?.repositoryArn !== repository.repositoryArn)
    throw awsError(
      'UploadNotFoundException',
      `The upload with id '${id}' ${inThe(repository)} does not exist`,
    )
  return upload
}

/**
 * Receives a part: hashed and written as it comes, one batch being written while the next is read, so that
 * memory stays constant and a slow disk slows the client down. What came before a cut is kept for a resume.
 */
export async function receivePart(scope: Scope, upload: Upload, source: Source): Promise<void> {
  if (upload.receiving)
    throw awsError('InvalidLayerPartException', 'Another part of this upload is being received')
  upload.receiving = true
  const before = upload.size
  try {
    await write(upload, source)
    if (upload.size > before) {
      upload.parts += 1
      upload.smallPartWithin ||= upload.smallPartLast
      upload.smallPartLast = upload.size - before < minPartBytes
    }
  } finally {
    upload.receiving = false
    upload.touchedAt = scope.clock.now().getTime()
    if (upload.broken) await cancelUpload(scope, upload)
  }
}

async function write(upload: Upload, source: Source): Promise<void> {
  let batch: Buffer[] = []
  let batched = 0
  let writing: Promise<void> = Promise.resolve()
  const flush = async () => {
    await writing
    if (batched === 0) return
    writing = writeBatch(upload, batch, batched)
    writing.catch(() => (upload.broken = true))
    batch = []
    batched = 0
  }
  try {
    for await (const chunk of source) {
      upload.hash.update(chunk)
      batch.push(chunk)
      batched += chunk.length
      if (batched >= batchBytes) await flush()
    }
  } finally {
    await flush()
    await writing
  }
}

async function writeBatch(upload: Upload, batch: Buffer[], bytes: number): Promise<void> {
  const position = upload.size
  upload.size += bytes
  const { bytesWritten } = await upload.file.writev(batch, position)
  if (bytesWritten !== bytes) throw new Error(`the disk took ${bytesWritten} of ${bytes} bytes`)
  batch.forEach(free)
}

/** Gives memory back at once: the collector sees only how small the object is that stands for it. */
function free({ buffer, byteLength }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}

/** Puts a received layer in its place under its digest and gives it to the repository. */
export async function completeUpload(
  scope: Scope,
  { upload, repository, digest }: { upload: Upload; repository: RepositoryRecord; digest: string },
): Promise<void> {
  const { size, file, path } = upload
  if (size === 0)
    throw awsError(
      'EmptyUploadException',
      `The upload with id '${upload.id}' ${inThe(repository)} cannot be completed because it does not have any parts`,
    )
  if (upload.smallPartWithin)
    throw awsError(
      'LayerPartTooSmallException',
      'All layer parts except the last part should be at least 5MB',
    )
  scope.runtime(uploads).delete(upload.id)
  const received = `sha256:${upload.hash.digest('hex')}`
  if (received === digest && scope.settings.persistence) await file.sync()
  await file.close()
  if (received !== digest) {
    await rm(path, { force: true })
    throw awsError(
      'InvalidLayerException',
      `The layer digest '${digest}' does not match the digest '${received}' of what was uploaded`,
    )
  }
  mkdirSync(dirname(contentPath(scope, digest)), { recursive: true })
  // In one go, lest the last repository with the same layer lets go of it in between.
  renameSync(path, contentPath(scope, digest))
  await scope.commit(() => holdContent(scope, repository, { digest, size }))
}

/** Forgets an upload and what it has received. */
export async function cancelUpload(scope: Scope, upload: Upload): Promise<void> {
  scope.runtime(uploads).delete(upload.id)
  await upload.file.close()
  await rm(upload.path, { force: true })
}

/** Removes what uploads of an earlier process left behind. */
export const removeStaleUploads = (settings: Settings) =>
  rmSync(unfinishedDir(settings), { recursive: true, force: true })

/** Ends every upload, when the emulator closes. */
export async function closeUploads(runtime: Runtime): Promise<void> {
  for (const state of runtime.all(uploads))
    for (const { file } of state.values()) await file.close()
}

const inThe = ({ repositoryName, registryId }: RepositoryRecord) =>
  `in the repository with name '${repositoryName}' in registry with id '${registryId}'`
