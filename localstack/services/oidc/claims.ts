import { randomUUID } from 'node:crypto'
import type { Job } from './job.ts'
import type { Claims } from './jwt.ts'
import { subjectOf } from './subject.ts'

/** The issuer that stands behind these tokens, as GitHub's do. */
export const issuer = 'https://token.actions.githubusercontent.com'

/** All claims of a job's token: https://docs.github.com/en/actions/reference/security/oidc */
export function claimsOf(job: Job, audience: string | undefined, now: Date): Claims {
  const seconds = Math.floor(now.getTime() / 1000)
  const [owner] = job.repository.split('/')
  const workflowRef = `${job.repository}/.github/workflows/${job.workflow_file}@${job.ref}`
  return {
    jti: randomUUID(),
    sub: subjectOf(job),
    aud: audience ?? `https://github.com/${owner}`,
    ref: job.ref,
    sha: job.sha,
    repository: job.repository,
    repository_owner: owner,
    repository_owner_id: job.repository_owner_id,
    run_id: job.run_id,
    run_number: job.run_number,
    run_attempt: job.run_attempt,
    repository_visibility: job.repository_visibility,
    repository_id: job.repository_id,
    actor_id: job.actor_id,
    actor: job.actor,
    workflow: job.workflow,
    head_ref: job.head_ref,
    base_ref: job.base_ref,
    event_name: job.event_name,
    ref_protected: 'false',
    ref_type: job.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    workflow_ref: workflowRef,
    workflow_sha: job.sha,
    job_workflow_ref: job.job_workflow_ref ?? workflowRef,
    job_workflow_sha: job.sha,
    runner_environment: 'github-hosted',
    ...(job.environment !== undefined && { environment: job.environment }),
    ...(job.enterprise !== undefined && { enterprise: job.enterprise }),
    ...(job.enterprise_id !== undefined && { enterprise_id: job.enterprise_id }),
    iss: issuer,
    nbf: seconds - 600,
    exp: seconds + 300,
    iat: seconds,
  }
}
