import type { App } from '../release/app.ts'
import { type Bearer, ownRepository } from './claims.ts'

/** Somebody who is none of the jobs that take a role on. */
export interface Foreigner {
  who: string
  bearers: Bearer[]
}

/** Those whom a careless trust policy lets in besides the jobs that it is for. */
export function foreignersOf(app: App): Foreigner[] {
  const own = ownRepository(app)
  const [owner, name] = own.repository.split('/') as [string, string]
  const elsewhere = (repository: string) => ({
    repository,
    ownerId: '90000001',
    repositoryId: '90000002',
  })
  const branch = `ref:refs/heads/${app.branch}`
  const environment = `environment:${app.environment.replaceAll(':', '%3A')}`
  const bearersIn = (repository: Omit<Bearer, 'context'>, ...contexts: string[]): Bearer[] =>
    contexts.map((context) => ({ ...repository, context, claims: claimsOf(context) }))
  const everywhere = [branch, environment, 'pull_request']
  return [
    { who: `branch ${app.branch}, in no environment`, bearers: bearersIn(own, branch) },
    { who: `environment ${app.environment}`, bearers: bearersIn(own, environment) },
    { who: 'another branch', bearers: bearersIn(own, 'ref:refs/heads/another') },
    { who: 'a tag', bearers: bearersIn(own, 'ref:refs/tags/v1.0.0') },
    { who: 'a pull request', bearers: bearersIn(own, 'pull_request') },
    { who: 'another environment', bearers: bearersIn(own, 'environment:another') },
    { who: 'a fork', bearers: bearersIn(elsewhere(`somebody/${name}`), ...everywhere) },
    { who: 'another repository', bearers: bearersIn(elsewhere(`${owner}/another`), ...everywhere) },
    {
      who: 'a name that begins alike',
      bearers: bearersIn(elsewhere(`${own.repository}-2`), ...everywhere),
    },
    {
      who: 'an owner who begins alike',
      bearers: bearersIn(elsewhere(`${owner}-2/${name}`), ...everywhere),
    },
    { who: 'anybody on GitHub', bearers: bearersIn(elsewhere('any/body'), ...everywhere) },
  ]
}

/** The claims that say once more what the subject says. */
function claimsOf(context: string): Record<string, string> {
  const [kind, ...rest] = context.split(':')
  if (kind === 'environment') return { environment: rest.join(':') }
  return { ref: kind === 'ref' ? rest.join(':') : 'refs/pull/1/merge' }
}
