import type { App } from '../release/app.ts'
import { execute } from '../release/run.ts'

/** The ids of a repository and its owner, which the immutable form of a subject has. */
export interface RepositoryIds {
  ownerId: string
  repositoryId: string
}

/** The ids that the environment gives. */
export const givenIds = ({ ownerId, repositoryId }: App): RepositoryIds | undefined =>
  ownerId && repositoryId ? { ownerId, repositoryId } : undefined

/** Fetches the ids with GitHub's CLI, where it is installed and signed in. */
export async function fetchIds({ repository }: App): Promise<RepositoryIds | undefined> {
  if (!repository) return undefined
  const call = ['api', `repos/${repository}`, '--jq', '"\\(.owner.id) \\(.id)"']
  return execute('gh', call, { signal: AbortSignal.timeout(10_000) }).then(
    ({ code, stdout }) => (code === 0 ? readIds(stdout[0] ?? '') : undefined),
    () => undefined,
  )
}

function readIds(line: string): RepositoryIds | undefined {
  const [, ownerId, repositoryId] = /^(\d+) (\d+)$/.exec(line) ?? []
  return ownerId && repositoryId ? { ownerId, repositoryId } : undefined
}

/** Reads the ids from a trust policy that has the immutable form of a subject of the repository. */
export function idsIn(trust: unknown, { repository }: App): RepositoryIds | undefined {
  const [owner, name] = repository?.split('/') ?? []
  const subjects = JSON.stringify(trust).matchAll(/"repo:([^/"@]+)@(\d+)\/([^:"@]+)@(\d+):/g)
  const own = subjects.find((subject) => subject[1] === owner && subject[3] === name)
  return own && { ownerId: own[2]!, repositoryId: own[4]! }
}

/** Without the ids, GitHub's tokens of a new repository are denied at the first release. */
export const missingIds = (repository: string | undefined): string =>
  `the ids of ${repository} on GitHub are not known, and the tokens of a repository created, renamed or transferred since 15 July 2026 contain them: sign in with \`gh auth login\`, or set GITHUB_REPOSITORY_OWNER_ID and GITHUB_REPOSITORY_ID (.env.example)`
