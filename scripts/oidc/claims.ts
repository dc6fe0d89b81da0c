import { commonClaims, githubClaims } from '../policy/claims.ts'
import type { App } from '../release/app.ts'
import { environmentContext, type Form, refContext, subjectOf } from '../release/subject.ts'
import { contextOf } from '../policy/condition.ts'
import type { ConditionContext } from '../policy/variables.ts'
import { issuer } from './trust.ts'

/** A job's token, as far as a trust policy can read it. */
export interface JobToken {
  repository: string
  ownerId: string
  repositoryId: string
  /** The end of the subject: `ref:refs/heads/main`, `environment:production`, `pull_request`. */
  context: string
  audience?: string
  /** Claims besides the subject. */
  claims?: Record<string, string>
}

/** Stands for ids that the environment does not give. */
const unknownId = 'ID'

/** The app's repository as its tokens name it. */
export const ownRepository = ({ repository, ownerId, repositoryId }: App) => ({
  repository: repository!,
  ownerId: ownerId ?? unknownId,
  repositoryId: repositoryId ?? unknownId,
})

/** The end of a job's subject: an environment comes before a pull request, a pull request before the ref. */
export function subjectContext(
  event: { name: string; ref: string },
  environment: string | undefined,
): string {
  if (environment) return environmentContext(environment)
  return event.name === 'pull_request' ? 'pull_request' : refContext(event.ref)
}

/** The claims that AWS makes condition keys of. GitHub's other claims never reach a policy. */
export const claimNames = ['aud', ...commonClaims, ...githubClaims]

/** The condition keys that a token gives a request. */
export function keysOf(token: JobToken, form: Form): ConditionContext {
  const claims: Record<string, string> = {
    aud: token.audience ?? 'sts.amazonaws.com',
    sub: subjectOf(token, token.context, form),
    repository: token.repository,
    repository_id: token.repositoryId,
    ...token.claims,
  }
  const named = Object.entries(claims).map(([name, value]) => [`${issuer}:${name}`, value])
  return contextOf(Object.fromEntries(named))
}
