import { withTemporaryFolder } from '../release/temporary-folder.ts'
import { findDockerHost } from './actions/docker-cli.ts'
import { assumes } from './assumes.ts'
import { runCalled } from './called-workflow.ts'
import { githubOf } from './context.ts'
import { fillText, isMet, type Scope, type Status, type Value } from './expression.ts'
import { runJob } from './job.ts'
import { type Combination, suffixOf } from './matrix.ts'
import type { Job } from './model.ts'
import { inOrder } from './order.ts'
import type { Instance, JobResult, Run } from './run.ts'
import { scopeOf } from './scope.ts'
import { combinationsIn } from './strategy.ts'

/**
 * Runs a workflow's jobs one after another, each after those it needs. A job that failed is an error,
 * and so is a job that assumes a role and was skipped, unless the app lacks the job's environment.
 */
export async function runWorkflow(given: Run): Promise<Record<string, JobResult>> {
  const DOCKER_HOST = await findDockerHost(given.machine)
  const run = { ...given, machine: { ...given.machine, ...(DOCKER_HOST && { DOCKER_HOST }) } }
  const results = await withTemporaryFolder('workflow', (temp) => runJobs(run, temp))
  const failed = Object.keys(results).filter((id) => results[id]!.result === 'failure')
  if (failed.length > 0) throw new Error(`${run.workflow.file}: job ${failed.join(' and ')} failed`)
  return results
}

/** A called workflow whose jobs fail is a failed job of its caller. */
function checkIdle(run: Run, results: Record<string, JobResult>): void {
  const { file, jobs } = run.workflow
  if (Object.values(results).some(({ result }) => result === 'failure')) return
  const idle = Object.values(jobs).filter(
    (job) =>
      assumes(job, run.workflows) &&
      isForKnownEnvironment(run, job) &&
      results[job.id]!.result === 'skipped',
  )
  if (idle.length > 0)
    throw new Error(
      `${file}: nothing was deployed, because job ${idle.map(({ id }) => id).join(' and ')} was skipped`,
    )
}

const isForKnownEnvironment = ({ app }: Run, { environment }: Job) =>
  environment === undefined || environment.includes('${{') || app.environments.includes(environment)

/** Runs the jobs of a workflow, or of one that a job calls. `prefix` stands before their names. */
export async function runJobs(
  run: Run,
  temp: string,
  prefix = '',
): Promise<Record<string, JobResult>> {
  const results: Record<string, JobResult> = {}
  for (const job of inOrder(run.workflow))
    results[job.id] = await runInstances(run, job, { results, temp, prefix })
  checkIdle(run, results)
  return results
}

interface Place {
  results: Record<string, JobResult>
  temp: string
  prefix: string
}

async function runInstances(run: Run, job: Job, place: Place): Promise<JobResult> {
  const { prefix, temp } = place
  const needs = Object.fromEntries(job.needs.map((id) => [id, place.results[id]!]))
  const contexts = {
    vars: run.vars,
    inputs: run.inputs,
    github: githubOf(run, job.id),
    needs: needs as unknown as Value,
  }
  const scope = scopeOf(run, contexts, statusOf(needs))
  if (!isMet(job.if, scope)) {
    const why = scope.status === 'success' ? job.if : 'a job that it needs did not succeed'
    run.log.job(`${prefix}${job.id}`, `skipped: ${why}`)
    return { result: 'skipped', outputs: {} }
  }
  const combinations = combinationsIn(job, scope)
  const failFast = fillText(job.failFast, scope) === 'true'
  const whole: JobResult = { result: 'success', outputs: {} }
  for (const [index, matrix] of combinations.entries()) {
    const title = titleOf(job, matrix, scope)
    if (whole.result === 'failure' && failFast) {
      run.log.job(`${prefix}${title}`, 'cancelled: another job of its matrix failed')
      continue
    }
    const strategy = {
      'fail-fast': failFast,
      'job-index': index,
      'job-total': combinations.length,
    }
    const instance: Instance = { job, title: `${prefix}${title}`, matrix, strategy, needs, temp }
    const { result, outputs } = await runInstance(run, instance)
    if (result !== 'success') whole.result = result
    // An empty output of a later combination does not replace one of an earlier.
    for (const [name, value] of Object.entries(outputs))
      if (value !== '' || !(name in whole.outputs)) whole.outputs[name] = value
  }
  return whole
}

async function runInstance(run: Run, instance: Instance): Promise<JobResult> {
  if (instance.job.uses !== undefined) return runCalled(run, instance, runJobs)
  run.log.job(instance.title)
  return runJob(run, instance)
}

function titleOf({ id, name }: Job, matrix: Combination, scope: Scope): string {
  if (name?.includes('${{'))
    return fillText(name, { ...scope, contexts: { ...scope.contexts, matrix, strategy: {} } })
  return `${id}${suffixOf(matrix)}`
}

/** The status of the jobs that a job needs. */
function statusOf(needs: Record<string, JobResult>): Status {
  const results = Object.values(needs).map(({ result }) => result)
  if (results.includes('failure')) return 'failure'
  return results.includes('skipped') ? 'skipped' : 'success'
}
