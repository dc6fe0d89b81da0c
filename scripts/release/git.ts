import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.ts'

/** What is being released, as git names it. */
export interface Release {
  /** For people: `v1.2.0-3-gabc1234`, with `-dirty` where the checkout has changes of its own. */
  version: string
  /** For machines, and the image's tag: the commit, and the digest of the tree where that differs. */
  revision: string
}

/**
 * Names the checkout so that the same content always has the same name, committed or not; or takes
 * the names that RELEASE_VERSION and RELEASE_REVISION give, so that a file saved while a rehearsal
 * runs does not change what it is about.
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

/** The tree that a commit of everything here would have; the user's own index stays as it is. */
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

/** `owner/name` where the checkout comes from GitHub. */
export function originRepository(): string | undefined {
  try {
    const url = execFileSync('git', ['config', '--get', 'remote.origin.url'], { encoding: 'utf8' })
    return /github\.com[:/]([^/]+\/[^/]+?)(?:\.git)?\s*$/.exec(url)?.[1]
  } catch {
    return undefined
  }
}
