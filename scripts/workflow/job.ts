import { mkdirSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { tokenRequest } from '../rehearse/github-token.ts'
import { githubOf } from './context.ts'
import { fillText, isMet, type Scope, type Status, type Value } from './expression.ts'
import type { Job, Mapping, Step } from './model.ts'
import { type JobRun, masked, type Result, type Run } from './run.ts'
import { runStep, titleOf } from './step.ts'

/** The result of a job, in the context `needs`. */
export interface JobResult {
  result: Result
  outputs: Record<string, string>
}

/** Runs a job's steps in a folder of its own below `temp`. */
export async function runJob(
  run: Run,
  { job, needs, temp }: { job: Job; needs: Record<string, JobResult>; temp: string },
): Promise<JobResult> {
  const outer = { vars: run.vars, secrets: run.secrets, needs: needs as unknown as Value }
  const folder = mkdtempSync(join(temp, `${job.id}-`))
  const first = scopeOf(run, { ...outer, github: githubOf(run, job.id) })
  const jobRun: JobRun = {
    run,
    job,
    env: {},
    path: [],
    steps: {},
    masks: new Set(Object.values(run.secrets).filter(Boolean)),
    workspace: join(folder, run.app.repository!.split('/')[1]!),
    temp: join(folder, 'temp'),
    token: tokenOf(run, job, first),
  }
  mkdirSync(jobRun.workspace)
  mkdirSync(jobRun.temp)
  jobRun.env = fillAll(run.workflow.env, first)
  Object.assign(jobRun.env, fillAll(job.env, withEnv(first, jobRun.env)))

  const scope = (): Scope =>
    withEnv(
      scopeOf(run, {
        ...outer,
        github: { ...githubOf(run, job.id), workspace: jobRun.workspace },
        runner: { os: 'Linux', temp: jobRun.temp },
        steps: jobRun.steps as unknown as Value,
      }),
      jobRun.env,
    )
  const status = await runSteps(jobRun, scope)
  return { result: status, outputs: outputsOf(jobRun, scope()) }
}

async function runSteps(jobRun: JobRun, scope: () => Scope): Promise<'success' | 'failure'> {
  let status: 'success' | 'failure' = 'success'
  let failure: Error | undefined
  for (const [index, step] of jobRun.job.steps.entries()) {
    const here: Scope = { ...scope(), status }
    if (!isMet(step.if, here)) {
      record(jobRun, step, index, 'skipped')
      if (status === 'success') jobRun.run.log.print(`  - ${titleOf(step)}: skipped, ${step.if}`)
      continue
    }
    const outputs: Record<string, string> = {}
    try {
      await runStep(jobRun, { step, scope: here, outputs })
      record(jobRun, step, index, 'success', outputs)
    } catch (error) {
      record(jobRun, step, index, 'failure', outputs)
      if (step.continueOnError) continue
      status = 'failure'
      failure ??= error as Error
    }
  }
  if (failure) for (const line of failure.message.split('\n')) jobRun.run.log.print(`    ${line}`)
  return status
}

function record(
  { steps }: JobRun,
  step: Step,
  index: number,
  outcome: Result,
  outputs: Record<string, string> = {},
): void {
  const conclusion = step.continueOnError && outcome === 'failure' ? 'success' : outcome
  steps[step.id ?? `__${index}`] = { outputs, outcome, conclusion }
}

/** A job without `id-token: write` gets no variables for a token, and fails as on GitHub. */
function tokenOf(run: Run, job: Job, scope: Scope): JobRun['token'] {
  if (job.permissions?.['id-token'] !== 'write') return undefined
  return tokenRequest(
    run.app,
    {
      ref: run.event.ref,
      sha: run.sha,
      event_name: run.event.name,
      environment: job.environment && fillText(job.environment, scope),
      workflow: run.workflow.name,
      workflow_file: run.workflow.file,
    },
    run.machine.AWS_ENDPOINT_URL,
  )
}

/** Drops an output that contains a masked text, as Actions does. */
function outputsOf({ job, masks, run }: JobRun, scope: Scope): Record<string, string> {
  const outputs = Object.entries(fillAll(job.outputs, scope))
  const kept = outputs.filter(([, value]) => masked(value, masks) === value)
  for (const [name] of outputs.filter((one) => !kept.includes(one)))
    run.log.print(`  warning: Skip output '${name}' since it may contain secret.`)
  return Object.fromEntries(kept)
}

const fillAll = (values: Mapping, scope: Scope): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fillText(value, scope)]))

const withEnv = (scope: Scope, env: Record<string, string>): Scope => ({
  ...scope,
  contexts: { ...scope.contexts, env },
})

/** Outputs that do not exist are empty on GitHub, and reported here. Other members must be known. */
export function scopeOf(run: Run, contexts: Record<string, Value>, status?: Status): Scope {
  return {
    contexts,
    ...(status && { status }),
    onMissing: (path) => {
      if (/^(github|secrets|runner)\./.test(path))
        throw new Error(`\`${path}\` cannot be rehearsed: its value is not known`)
      if (/^(steps|needs)\./.test(path))
        run.log.print(`  warning: ${path} does not exist, so it is empty`)
    },
  }
}
