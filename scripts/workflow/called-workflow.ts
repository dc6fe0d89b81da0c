import { isRehearsed } from './assumes.ts'
import { githubOf } from './context.ts'
import { fillText, type Scope, type Value } from './expression.ts'
import { calledFile, type Job, type Permissions, type Workflow } from './model.ts'
import type { Instance, JobResult, Run } from './run.ts'
import { scopeOf } from './scope.ts'
import { inputValues } from './workflow-inputs.ts'

type RunJobs = (run: Run, temp: string, prefix: string) => Promise<Record<string, JobResult>>

/** Runs the workflow that a job calls, with its inputs and secrets. */
export async function runCalled(
  run: Run,
  instance: Instance,
  runJobs: RunJobs,
): Promise<JobResult> {
  const { job, title, temp, matrix, strategy, needs } = instance
  if (!isRehearsed(job.uses!, run.workflows)) {
    run.log.job(title, `not run: ${job.uses} assumes no role, and counts as successful`)
    return { result: 'success', outputs: {} }
  }
  run.log.job(title, `calls ${job.uses}`)
  const called = run.workflows.find(({ file }) => file === calledFile(job.uses!))!
  const contexts: Record<string, Value> = {
    vars: run.vars,
    inputs: run.inputs,
    github: githubOf(run, job.id),
    needs: needs as unknown as Value,
    matrix,
    strategy,
  }
  const scope = scopeOf(run, contexts)
  const inner: Run = {
    ...run,
    workflow: { ...withPermissions(called, job.permissions), name: run.workflow.name },
    inputs: inputValues(called.inputs.workflow_call!, fillAll(job.with, scope)),
    secrets: secretsFor(run, job, scope),
  }
  const results = await runJobs(inner, temp, `${title} / `)
  const isFailed = Object.values(results).some(({ result }) => result === 'failure')
  const jobs = results as unknown as Value
  const outputs = fillAll(
    called.outputs,
    scopeOf(inner, { ...contexts, inputs: inner.inputs, jobs }),
  )
  return { result: isFailed ? 'failure' : 'success', outputs }
}

const fillAll = (values: Record<string, string>, scope: Scope): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fillText(value, scope)]))

const secretsFor = (run: Run, { secrets }: Job, scope: Scope): Record<string, string> =>
  secrets === 'inherit'
    ? run.secrets
    : fillAll(secrets, { ...scope, contexts: { ...scope.contexts, secrets: run.secrets } })

/** A called workflow has the calling job's permissions at most, and those by default. */
function withPermissions(workflow: Workflow, most: Permissions): Workflow {
  const jobs = Object.entries(workflow.jobs).map(([id, job]) => {
    const own = job.permissions ?? most
    const isGiven = most?.['id-token'] === 'write'
    const { 'id-token': token, ...others } = own ?? {}
    const permissions = isGiven && token ? { ...others, 'id-token': token } : own && others
    return [id, { ...job, permissions }]
  })
  return { ...workflow, jobs: Object.fromEntries(jobs) as Workflow['jobs'] }
}
