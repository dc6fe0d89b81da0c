import type { App } from '../release/app.ts'
import { contextOf as policyContextOf } from '../policy/condition.ts'
import type { Context } from '../policy/variables.ts'
import { issuer } from './trust.ts'

/** Which of GitHub's two subjects a repository's tokens have: the immutable one has the ids in it. */
export type Form = 'legacy' | 'immutable'

export const forms: Form[] = ['legacy', 'immutable']

/** Whose token it is, as far as a trust policy can see. */
export interface Bearer {
  repository: string
  ownerId: string
  repositoryId: string
  /** What the subject ends with: `ref:refs/heads/main`, `environment:production`, `pull_request`. */
  context: string
  audience?: string
  /** Claims besides the subject. */
  claims?: Record<string, string>
}

/** The ids where nobody has said them: any will do to ask whether ids would be let in. */
const unknownId = 'ID'

/** The repository of the app, in the words of a token. */
export const ownRepository = ({ repository, ownerId, repositoryId }: App) => ({
  repository: repository!,
  ownerId: ownerId ?? unknownId,
  repositoryId: repositoryId ?? unknownId,
})

/** https://docs.github.com/en/actions/reference/security/oidc */
export function subjectOf({ repository, ownerId, repositoryId, context }: Bearer, form: Form) {
  if (form === 'legacy') return `repo:${repository}:${context}`
  const [owner, name] = repository.split('/')
  return `repo:${owner}@${ownerId}/${name}@${repositoryId}:${context}`
}

/** The subject's end: an environment beats a pull request, which beats the ref. */
export function contextOf(event: { name: string; ref: string }, environment: string | undefined) {
  if (environment) return `environment:${escaped(environment)}`
  return event.name === 'pull_request' ? 'pull_request' : `ref:${escaped(event.ref)}`
}

/** A colon inside a value would forge another part of the subject. */
const escaped = (value: string) => value.replaceAll(':', '%3A')

/** The condition keys that AWS makes of a token's claims; GitHub's other claims never reach a policy. */
export const claimNames = [
  'aud',
  'sub',
  'amr',
  'email',
  'oaud',
  'actor',
  'actor_id',
  'job_workflow_ref',
  'repository',
  'repository_id',
  'workflow',
  'ref',
  'environment',
  'enterprise_id',
]

/** The condition keys of a bearer's token. */
export function keysOf(bearer: Bearer, form: Form): Context {
  const claims: Record<string, string> = {
    aud: bearer.audience ?? 'sts.amazonaws.com',
    sub: subjectOf(bearer, form),
    repository: bearer.repository,
    repository_id: bearer.repositoryId,
    ...bearer.claims,
  }
  const named = Object.entries(claims).map(([name, value]) => [`${issuer}:${name}`, value])
  return policyContextOf(Object.fromEntries(named))
}
