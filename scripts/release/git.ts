import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run, runSync } from './run.ts'

/** The names of a release. */
export interface Release {
  /** For people: `v1.2.0-3-gabc1234`, with `-dirty` if the checkout has uncommitted changes. */
  version: string
  /** The image's tag: the commit, with the digest of the tree if that differs. */
  revision: string
}

/**
 * Names the checkout by its content, so that the same content always has the same name, committed or
 * not. RELEASE_VERSION and RELEASE_REVISION override both names: the verbs of one rehearsal then
 * release the same content even if a file is saved while it runs.
 */
export async function readRelease(env = process.env): Promise<Release> {
  const { RELEASE_VERSION: version, RELEASE_REVISION: revision } = env
  if (version && revision) return { version, revision }
  const commit = await git('rev-parse', 'HEAD')
  const describe = await git('describe', '--tags', '--always')
  const tree = await workingTree()
  if (tree === (await git('rev-parse', 'HEAD^{tree}')))
    return { version: describe, revision: commit }
  return { version: `${describe}-dirty`, revision: `${commit}-${tree.slice(0, 12)}` }
}

/** The tree that a commit of all files would have. Does not touch the user's index. */
export async function workingTree(folder = '.'): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'docker-cloud-index-'))
  const env = { GIT_INDEX_FILE: join(directory, 'index') }
  try {
    await run('git', ['-C', folder, 'read-tree', 'HEAD'], { env })
    await run('git', ['-C', folder, 'add', '--all', ':/'], { env })
    return await run('git', ['-C', folder, 'write-tree'], { env })
  } finally {
    await rm(directory, { recursive: true })
  }
}

const git = (...args: string[]) => run('git', args)

/** `owner/name`, if the checkout's remote `origin` is on GitHub. */
export function originRepository(): string | undefined {
  const url = runSync('git', ['config', '--get', 'remote.origin.url']) ?? ''
  return /github\.com[:/]([^/]+\/[^/]+?)(?:\.git)?\s*$/.exec(url)?.[1]
}
