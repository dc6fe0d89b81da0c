import { createHash, type Hash, randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Settings } from '../../kernel/settings.ts'
import { defineRuntime } from '../../kernel/runtime.ts'
import { contentPath, holdContent, unfinishedDir } from './content.ts'
import type { RepositoryRecord } from './records.ts'

/** A layer upload. The layer is not visible before it is complete and its digest is verified. */
export interface Upload {
  id: string
  repository: Pick<RepositoryRecord, 'repositoryArn' | 'repositoryName' | 'registryId'>
  path: string
  size: number
  parts: number
  hash: Hash
  /** Set while a part is being received: parts of one upload come one after the other. */
  receiving: boolean
  /** Parts under the minimum: only the last one may be. */
  smallPartLast: boolean
  smallPartWithin: boolean
  /** Set when the upload was given up, or the disk failed: what is there is no longer what was hashed. */
  cancelled: boolean
  touchedAt: number
}

/** The smallest part but the last: https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
export const minPartBytes = 5 * 1024 * 1024
type Source = AsyncIterable<Buffer> | Iterable<Buffer>

const batchBytes = 256 * 1024
const abandonedAfter = 24 * 60 * 60 * 1000

/** Far more than pushes have under way at once. */
const mostUploads = 1000

/** The unfinished uploads of all accounts, those first that have received nothing for longest. */
const uploads = defineRuntime({
  per: 'emulator',
  initial: () => new Map<string, Upload>(),
})

/** Begins an upload. One too many takes the place of the one that was left alone for longest. */
export async function startUpload(
  scope: Scope,
  { repositoryArn, repositoryName, registryId }: RepositoryRecord,
): Promise<Upload> {
  const now = scope.clock.now().getTime()
  const all = scope.runtime(uploads)
  for (const old of all.values())
    if (now - old.touchedAt > abandonedAfter) await cancelUpload(scope, old)
  if (all.size >= mostUploads) await makeRoom(scope)
  const id = randomUUID()
  const path = join(unfinishedDir(scope.settings), id)
  mkdirSync(dirname(path), { recursive: true })
  const upload: Upload = {
    id,
    repository: { repositoryArn, repositoryName, registryId },
    path,
    size: 0,
    parts: 0,
    hash: createHash('sha256'),
    receiving: false,
    smallPartLast: false,
    smallPartWithin: false,
    cancelled: false,
    touchedAt: now,
  }
  all.set(id, upload)
  return upload
}

/**
 * A client that was away too long gets BLOB_UPLOAD_UNKNOWN and begins again, as after a day; to keep its
 * place would let clients that went away keep all others from pushing.
 */
async function makeRoom(scope: Scope): Promise<void> {
  const oldest = [...scope.runtime(uploads).values()].find(({ receiving }) => !receiving)
  if (!oldest)
    throw awsError(
      'ThrottlingException',
      `${mostUploads} layer uploads are being received: try again when some are complete`,
    )
  await cancelUpload(scope, oldest)
}

/** The upload of this repository, or ECR's error. */
export function requireUpload(scope: Scope, repository: RepositoryRecord, id: string): Upload {
  const upload = scope.runtime(uploads).get(id)
  if (upload?.repository.repositoryArn !== repository.repositoryArn)
    throw noUpload({ id, repository })
  return upload
}

const noUpload = ({ id, repository }: Pick<Upload, 'id' | 'repository'>) =>
  awsError(
    'UploadNotFoundException',
    `The upload with id '${id}' ${inThe(repository)} does not exist`,
  )

/**
 * Receives a part: hashed and written as it comes, one batch being written while the next is read, so that
 * memory stays constant and a slow disk slows the client down. What came before a cut is kept for a resume.
 */
export async function receivePart(scope: Scope, upload: Upload, source: Source): Promise<void> {
  checkIdle(upload)
  upload.receiving = true
  const before = upload.size
  try {
    await using file = await open(upload.path, 'a')
    await write(file, upload, source)
    if (upload.size > before) {
      upload.parts += 1
      upload.smallPartWithin ||= upload.smallPartLast
      upload.smallPartLast = upload.size - before < minPartBytes
    }
  } finally {
    upload.receiving = false
    touch(scope, upload)
    if (upload.cancelled) await cancelUpload(scope, upload)
  }
  if (upload.cancelled) throw noUpload(upload)
}

function checkIdle({ receiving }: Upload): void {
  if (receiving)
    throw awsError('InvalidLayerPartException', 'Another part of this upload is being received')
}

/** Makes an upload the last to be dropped. */
function touch(scope: Scope, upload: Upload): void {
  upload.touchedAt = scope.clock.now().getTime()
  const all = scope.runtime(uploads)
  if (all.delete(upload.id)) all.set(upload.id, upload)
}

async function write(file: FileHandle, upload: Upload, source: Source): Promise<void> {
  let batch: Buffer[] = []
  let batched = 0
  let writing: Promise<void> = Promise.resolve()
  const flush = async () => {
    await writing
    if (batched === 0) return
    writing = writeBatch(file, upload, { batch, bytes: batched })
    writing.catch(() => (upload.cancelled = true))
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

async function writeBatch(
  file: FileHandle,
  upload: Upload,
  { batch, bytes }: { batch: Buffer[]; bytes: number },
): Promise<void> {
  upload.size += bytes
  const { bytesWritten } = await file.writev(batch)
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
  const { size, path } = upload
  checkIdle(upload)
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
  if (received !== digest) {
    await rm(path, { force: true })
    throw awsError(
      'InvalidLayerException',
      `The layer digest '${digest}' does not match the digest '${received}' of what was uploaded`,
    )
  }
  if (scope.settings.persistence) await sync(path)
  mkdirSync(dirname(contentPath(scope, digest)), { recursive: true })
  // In one step, so that the last repository with the same layer cannot release it in between.
  renameSync(path, contentPath(scope, digest))
  await scope.commit(() => holdContent(scope, repository, { digest, size }))
}

async function sync(path: string): Promise<void> {
  await using file = await open(path)
  await file.sync()
}

/** Removes an upload and its bytes; a part that is being received fails as one of an unknown upload. */
export async function cancelUpload(scope: Scope, upload: Upload): Promise<void> {
  upload.cancelled = true
  scope.runtime(uploads).delete(upload.id)
  await rm(upload.path, { force: true })
}

/** Removes what uploads of an earlier process left behind. */
export const removeStaleUploads = (settings: Settings) =>
  rmSync(unfinishedDir(settings), { recursive: true, force: true })

const inThe = ({ repositoryName, registryId }: Upload['repository']) =>
  `in the repository with name '${repositoryName}' in registry with id '${registryId}'`
