/** A job that requests a token. The members are named like GitHub's claims. */
export interface Job {
  repository: string
  ref: string
  sha: string
  event_name: string
  environment: string | undefined
  actor: string
  actor_id: string
  workflow: string
  workflow_file: string
  repository_id: string
  repository_owner_id: string
  repository_visibility: string
  enterprise: string | undefined
  enterprise_id: string | undefined
  head_ref: string
  base_ref: string
  run_id: string
  run_number: string
  run_attempt: string
  job_workflow_ref: string | undefined
  immutable: boolean
}

const known = [
  'repository',
  'ref',
  'sha',
  'event_name',
  'environment',
  'actor',
  'actor_id',
  'workflow',
  'workflow_file',
  'repository_id',
  'repository_owner_id',
  'repository_visibility',
  'enterprise',
  'enterprise_id',
  'head_ref',
  'base_ref',
  'run_id',
  'run_number',
  'run_attempt',
  'job_workflow_ref',
  'immutable',
] satisfies (keyof Job)[]

/**
 * Reads a job from the query of the token URL. `repository` is required; what is left out is what GitHub
 * would have for a push to `main`. Throws a sentence about a value that GitHub could not have.
 */
export function readJob(query: URLSearchParams): Job {
  const stray = [...query.keys()].find((key) => key !== 'audience' && !known.includes(key as never))
  if (stray)
    throw new Error(`The token URL has no parameter '${stray}'; it has: ${known.join(', ')}.`)
  const get = (name: keyof Job) => query.get(name) || undefined
  const repository = get('repository') ?? ''
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new Error(`The token URL needs repository=<owner>/<name>, and has '${repository}'.`)
  const ref = get('ref') ?? 'refs/heads/main'
  if (!/^refs\/(heads|tags|pull)\/./.test(ref))
    throw new Error(
      `The token URL needs ref=refs/heads/<branch>, refs/tags/<tag> or refs/pull/<number>/merge, and has '${ref}'.`,
    )
  const [owner] = repository.split('/') as [string]
  return {
    repository,
    ref,
    sha: get('sha') ?? '0'.repeat(40),
    event_name: get('event_name') ?? (ref.startsWith('refs/pull/') ? 'pull_request' : 'push'),
    environment: get('environment'),
    actor: get('actor') ?? owner,
    actor_id: get('actor_id') ?? '1',
    workflow: get('workflow') ?? 'deploy',
    workflow_file: get('workflow_file') ?? 'deploy.yml',
    repository_id: get('repository_id') ?? '2',
    repository_owner_id: get('repository_owner_id') ?? '1',
    repository_visibility: get('repository_visibility') ?? 'private',
    enterprise: get('enterprise'),
    enterprise_id: get('enterprise_id'),
    head_ref: get('head_ref') ?? '',
    base_ref: get('base_ref') ?? '',
    run_id: get('run_id') ?? '1',
    run_number: get('run_number') ?? '1',
    run_attempt: get('run_attempt') ?? '1',
    job_workflow_ref: get('job_workflow_ref'),
    immutable: get('immutable') === 'true',
  }
}
