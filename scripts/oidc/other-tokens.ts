import type { App } from '../release/app.ts'
import { branchContext, environmentContext } from '../release/subject.ts'
import { type JobToken, ownRepository } from './claims.ts'

/** Tokens of one kind that the app's jobs do not have. */
export interface OtherTokens {
  name: string
  tokens: JobToken[]
}

/** The tokens that a careless trust policy allows besides those of the jobs it is for. */
export function otherTokensOf(app: App): OtherTokens[] {
  const own = ownRepository(app)
  const [owner, name] = own.repository.split('/') as [string, string]
  const elsewhere = (repository: string) => ({
    repository,
    ownerId: '90000001',
    repositoryId: '90000002',
  })
  const branch = branchContext(app.branch)
  const environments = app.environments.map(environmentContext)
  const tokensOf = (repository: Omit<JobToken, 'context'>, ...contexts: string[]): JobToken[] =>
    contexts.map((context) => ({ ...repository, context, claims: claimsOf(context) }))
  const everywhere = [branch, ...environments, 'pull_request']
  return [
    { name: `branch ${app.branch}, in no environment`, tokens: tokensOf(own, branch) },
    ...app.environments.map((environment) => ({
      name: `environment ${environment}`,
      tokens: tokensOf(own, environmentContext(environment)),
    })),
    { name: 'another branch', tokens: tokensOf(own, branchContext('another')) },
    { name: 'a tag', tokens: tokensOf(own, 'ref:refs/tags/v1.0.0') },
    { name: 'a pull request', tokens: tokensOf(own, 'pull_request') },
    { name: 'another environment', tokens: tokensOf(own, environmentContext('another')) },
    { name: 'a fork', tokens: tokensOf(elsewhere(`somebody/${name}`), ...everywhere) },
    { name: 'another repository', tokens: tokensOf(elsewhere(`${owner}/another`), ...everywhere) },
    {
      name: 'a longer repository name',
      tokens: tokensOf(elsewhere(`${own.repository}-2`), ...everywhere),
    },
    {
      name: 'a longer owner name',
      tokens: tokensOf(elsewhere(`${owner}-2/${name}`), ...everywhere),
    },
    { name: 'any repository on GitHub', tokens: tokensOf(elsewhere('any/body'), ...everywhere) },
  ]
}

/** The claims that repeat a part of the subject. */
function claimsOf(context: string): Record<string, string> {
  const [kind, ...rest] = context.split(':')
  if (kind === 'environment') return { environment: rest.join(':') }
  return { ref: kind === 'ref' ? rest.join(':') : 'refs/pull/1/merge' }
}
