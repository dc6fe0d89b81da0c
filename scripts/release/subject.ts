/** A repository on GitHub; the ids are undefined where the environment does not give them. */
export interface Repository {
  /** `owner/name`. */
  repository: string
  ownerId: string | undefined
  repositoryId: string | undefined
}

/** GitHub's two forms of a subject: the immutable one contains the ids of owner and repository. */
export type Form = 'legacy' | 'immutable'

/**
 * The subject of a job's token. A repository that was created, renamed or transferred since 15 July
 * 2026 has the immutable form. https://docs.github.com/en/actions/reference/security/oidc
 */
export function subjectOf(repository: Repository, context: string, form: Form): string {
  if (form === 'legacy') return `repo:${repository.repository}:${context}`
  const [owner, name] = repository.repository.split('/')
  return `repo:${owner}@${repository.ownerId}/${name}@${repository.repositoryId}:${context}`
}

/** The end of the subject of a job for a ref, in no environment. */
export const refContext = (ref: string): string => `ref:${escaped(ref)}`

export const branchContext = (branch: string): string => refContext(`refs/heads/${branch}`)

/** The end of the subject of a job in an environment. */
export const environmentContext = (environment: string): string =>
  `environment:${escaped(environment)}`

/** A colon inside a value would forge another part of the subject. */
const escaped = (value: string) => value.replaceAll(':', '%3A')
