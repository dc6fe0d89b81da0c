import type { Job } from './job.ts'

/**
 * The subject of a job's token: an environment beats a pull request, which beats the ref. The immutable form,
 * which newer repositories have, adds the ids that survive a rename.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export function subjectOf(job: Job): string {
  return `repo:${repositoryIn(job)}:${contextOf(job)}`
}

function repositoryIn({ repository, immutable, repository_owner_id, repository_id }: Job): string {
  if (!immutable) return repository
  const [owner, name] = repository.split('/')
  return `${owner}@${repository_owner_id}/${name}@${repository_id}`
}

function contextOf({ environment, event_name, ref }: Job): string {
  if (environment !== undefined) return `environment:${escaped(environment)}`
  return event_name === 'pull_request' ? 'pull_request' : `ref:${escaped(ref)}`
}

/** A colon inside a value would forge another part of the subject. */
const escaped = (value: string) => value.replaceAll(':', '%3A')
