import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Scope } from '../../kernel/scope.ts'
import type { Settings } from '../../kernel/settings.ts'
import { content } from './state.ts'
import type { ContentRecord, RepositoryRecord } from './records.ts'

/** The folder of incomplete uploads. Remains of an earlier process are removed. */
export const unfinishedDir = ({ dataDir }: Pick<Settings, 'dataDir'>) =>
  join(dataDir, 'ecr', 'uploads')

/** The file of a digest: one per account, for all regions and repositories. */
export function contentPath({ settings, account }: Scope, digest: string): string {
  const [, hex] = /^sha256:([a-f0-9]{64})$/.exec(digest) ?? []
  if (hex === undefined) throw new Error(`'${digest}' is not a sha256 digest`)
  return join(settings.dataDir, 'ecr', account, 'sha256', hex)
}

/** The content with this digest, if the repository holds it. */
export function findContent(
  scope: Scope,
  { repositoryArn }: RepositoryRecord,
  digest: string,
): ContentRecord | undefined {
  const record = scope.state(content).get(digest)
  return record?.repositoryArns.has(repositoryArn) ? record : undefined
}

/** Adds stored content to a repository. */
export function holdContent(
  scope: Scope,
  { repositoryArn }: RepositoryRecord,
  { digest, size, mediaType }: { digest: string; size: number; mediaType?: string | undefined },
): void {
  const contents = scope.state(content)
  const record = contents.get(digest) ?? { size, repositoryArns: new Set<string>() }
  if (mediaType !== undefined) record.mediaType ??= mediaType
  record.repositoryArns.add(repositoryArn)
  contents.set(digest, record)
}

/** Removes content from a repository; the last repository removes the bytes. */
export function releaseContent(
  scope: Scope,
  { repositoryArn }: RepositoryRecord,
  digests: Iterable<string>,
): void {
  const contents = scope.state(content)
  for (const digest of digests) {
    const record = contents.get(digest)
    if (!record?.repositoryArns.delete(repositoryArn) || record.repositoryArns.size > 0) continue
    contents.delete(digest)
    scope.afterCommit(() => {
      if (!contents.has(digest)) rmSync(contentPath(scope, digest), { force: true })
    })
  }
}

/** Every digest a repository holds, images and layers alike. */
export const heldBy = (scope: Scope, { repositoryArn }: RepositoryRecord): string[] =>
  [...scope.state(content)]
    .filter(([, record]) => record.repositoryArns.has(repositoryArn))
    .map(([digest]) => digest)

/** Keeps a manifest's bytes; small enough (4 MiB at most) to be written at once. */
export function writeManifest(scope: Scope, bytes: Buffer): string {
  const digest = contentDigest(bytes)
  const path = contentPath(scope, digest)
  const unfinished = join(unfinishedDir(scope.settings), randomUUID())
  for (const each of [unfinished, path]) mkdirSync(dirname(each), { recursive: true })
  writeFileSync(unfinished, bytes, { flush: scope.settings.persistence })
  renameSync(unfinished, path)
  return digest
}

/** Reads a manifest's bytes. */
export const readManifest = (scope: Scope, digest: string): Buffer =>
  readFileSync(contentPath(scope, digest))

/** Removes all bytes, for a reset. */
export const removeContent = ({ dataDir }: Settings) =>
  rmSync(join(dataDir, 'ecr'), { recursive: true, force: true })

/** The digest under which bytes are known: https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests */
export const contentDigest = (bytes: Uint8Array) =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`
