import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assumes } from './check.ts'
import { githubOf } from './context.ts'
import { isMet, type Status, type Value } from './expression.ts'
import { type JobResult, runJob, scopeOf } from './job.ts'
import type { Job } from './model.ts'
import { inOrder } from './order.ts'
import type { Run } from './run.ts'

/**
 * Runs a workflow's jobs one after another, each after those it needs. A job that failed is an error,
 * and so is a job that assumes a role and was skipped, unless the app lacks the job's environment.
 */
export async function runWorkflow(run: Run): Promise<Record<string, JobResult>> {
  const results: Record<string, JobResult> = {}
  const temp = await mkdtemp(join(tmpdir(), 'docker-cloud-workflow-'))
  try {
    for (const job of inOrder(run.workflow)) results[job.id] = await runOne(run, job, results, temp)
  } finally {
    await rm(temp, { recursive: true, force: true })
  }
  const failed = Object.keys(results).filter((id) => results[id]!.result === 'failure')
  if (failed.length > 0) throw new Error(`${run.workflow.file}: job ${failed.join(' and ')} failed`)
  const idle = Object.values(run.workflow.jobs).filter(
    (job) =>
      assumes(job) && isForKnownEnvironment(run, job) && results[job.id]!.result === 'skipped',
  )
  if (idle.length > 0)
    throw new Error(
      `${run.workflow.file}: nothing was deployed, because job ${idle.map(({ id }) => id).join(' and ')} was skipped`,
    )
  return results
}

const isForKnownEnvironment = ({ app }: Run, { environment }: Job) =>
  environment === undefined || app.environments.includes(environment)

async function runOne(
  run: Run,
  job: Job,
  results: Record<string, JobResult>,
  temp: string,
): Promise<JobResult> {
  const needs = Object.fromEntries(job.needs.map((id) => [id, results[id]!]))
  const github = githubOf(run, job.id)
  const contexts = { vars: run.vars, github, needs: needs as unknown as Value }
  const status = statusOf(needs)
  if (!isMet(job.if, scopeOf(run, contexts, status))) {
    const why = status === 'success' ? job.if : 'a job that it needs did not succeed'
    run.log.job(job.id, `skipped: ${why}`)
    return { result: 'skipped', outputs: {} }
  }
  if (job.uses !== undefined) {
    run.log.job(job.id, `not run: ${job.uses} assumes no role, and counts as successful`)
    return { result: 'success', outputs: {} }
  }
  run.log.job(job.id)
  return runJob(run, { job, needs, temp })
}

/** The status of the jobs that a job needs. */
function statusOf(needs: Record<string, JobResult>): Status {
  const results = Object.values(needs).map(({ result }) => result)
  if (results.includes('failure')) return 'failure'
  return results.includes('skipped') ? 'skipped' : 'success'
}
