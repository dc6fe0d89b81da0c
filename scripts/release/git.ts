import { join } from 'node:path'
import { run, runSync } from './run.ts'
import { withTemporaryFolder } from './temporary-folder.ts'

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

/**
 * The tags that an image has besides its revision: the versions with which git has tagged the commit,
 * its branch as `branch-<name>`, and `latest` if that is the released branch. Uncommitted changes and
 * the images of other commits have none.
 */
export async function readTags({ revision }: Release, releasedBranch?: string): Promise<string[]> {
  const commit = await git('rev-parse', '--verify', 'HEAD').catch(() => undefined)
  if (commit !== revision) return []
  const versions = (await git('tag', '--points-at', 'HEAD')).split('\n')
  const branch = await git('branch', '--show-current')
  return [
    ...versions.filter((tag) => /^v?\d+\.\d+/.test(tag)),
    ...(branch ? [`branch-${branch}`] : []),
    ...(branch && branch === releasedBranch ? ['latest'] : []),
  ].map((tag) => tag.replaceAll(/[^\w.-]/g, '-').slice(0, maxTag))
}

/** The length of an image's tag: https://github.com/opencontainers/distribution-spec/blob/main/spec.md */
const maxTag = 128

/** Lists the files that git ignores. */
export const listIgnored = async (): Promise<string[]> =>
  (await git('ls-files', '--others', '--ignored', '--exclude-standard', '-z'))
    .split('\0')
    .filter(Boolean)

/** The tree that a commit of all files would have. Does not touch the user's index. */
export const workingTree = (folder = '.'): Promise<string> =>
  withTemporaryFolder('index', async (directory) => {
    const env = { GIT_INDEX_FILE: join(directory, 'index') }
    await run('git', ['-C', folder, 'read-tree', 'HEAD'], { env })
    await run('git', ['-C', folder, 'add', '--all', ':/'], { env })
    return run('git', ['-C', folder, 'write-tree'], { env })
  })

const git = (...args: string[]) => run('git', args)

/** `owner/name`, if the checkout's remote `origin` is on GitHub. */
export function originRepository(): string | undefined {
  const url = runSync('git', ['config', '--get', 'remote.origin.url']) ?? ''
  return /github\.com[:/]([^/]+\/[^/]+?)(?:\.git)?\s*$/.exec(url)?.[1]
}
