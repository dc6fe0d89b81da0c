import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { tokenRequest } from '../rehearse/github-token.ts'
import { makeDockerConfiguration } from './actions/docker-cli.ts'
import { eventFile, githubOf, runnerOf } from './context.ts'
import { fillText, type Scope, type Value } from './expression.ts'
import { fillAllForStep, type Frame } from './frame.ts'
import type { Defaults } from './model.ts'
import { payloadOf } from './payload.ts'
import { type Instance, type JobResult, type JobRun, maskable, masked, type Run } from './run.ts'
import { scopeOf } from './scope.ts'
import { runPreStep } from './step.ts'
import { isTrue, runSteps } from './steps.ts'

/** Runs a job's steps in a folder of its own below `temp`. */
export async function runJob(run: Run, instance: Instance): Promise<JobResult> {
  const jobRun = openJob(run, instance)
  const { job } = instance
  const scope = () => scopeOfJob(jobRun)
  const first = scope()
  jobRun.token = tokenOf(jobRun, first)
  Object.assign(jobRun.env, fillAllForStep(run.workflow.env, first, jobRun))
  Object.assign(jobRun.env, fillAllForStep(job.env, scope(), jobRun))
  const minutes = job.timeoutMinutes && Number(fillText(job.timeoutMinutes, first))
  const signal = minutes ? AbortSignal.timeout(minutes * 60_000) : undefined
  const frame: Frame = {
    job: jobRun,
    scope,
    results: jobRun.steps,
    defaults: defaultsOf(run.workflow.defaults, job.defaults),
    env: {},
    prefix: '',
    signal,
    runSteps,
  }
  const failure = await runAll(frame).catch((error: Error) => error)
  if (failure) {
    const words = signal?.aborted
      ? `The job running on runner rehearsal has exceeded the maximum execution time of ${minutes} minutes.`
      : failure.message
    for (const line of words.split('\n')) run.log.print(`    ${line}`)
  }
  const isFailed = failure !== undefined && !isTrue(job.continueOnError, scope())
  return { result: isFailed ? 'failure' : 'success', outputs: outputsOf(jobRun, scope()) }
}

async function runAll(frame: Frame): Promise<Error | undefined> {
  const { job } = frame
  for (const step of job.job.steps) await runPreStep(frame, step)
  const failure = await runSteps(frame, job.job.steps)
  let failed = failure
  for (const post of job.posts.toReversed())
    await post().catch((error: Error) => {
      failed ??= error
    })
  return failed
}

function openJob(run: Run, instance: Instance): JobRun {
  const folder = mkdtempSync(join(instance.temp, `${instance.job.id}-`))
  const jobRun: JobRun = {
    ...instance,
    run,
    env: {},
    path: [],
    steps: {},
    masks: new Set(Object.values(run.secrets).flatMap(maskable)),
    workspace: join(folder, run.app.repository!.split('/')[1]!),
    runnerTemp: join(folder, 'temp'),
    token: undefined,
    states: new Map(),
    posts: [],
  }
  mkdirSync(jobRun.workspace)
  mkdirSync(jobRun.runnerTemp)
  writeFileSync(eventFile(jobRun), JSON.stringify(payloadOf(run)))
  const docker = join(jobRun.runnerTemp, 'docker')
  Object.assign(
    jobRun.env,
    makeDockerConfiguration(docker, run.machine),
    makeHome(folder, run.machine),
  )
  return jobRun
}

/** A home of its own, as on a runner: what steps write there must not change the user's. npm finds its settings and cache. */
function makeHome(folder: string, { HOME = homedir(), npm_config_cache }: NodeJS.ProcessEnv) {
  const home = join(folder, 'home')
  mkdirSync(home)
  const settings = join(HOME, '.npmrc')
  if (existsSync(settings)) cpSync(settings, join(home, '.npmrc'))
  return { HOME: home, npm_config_cache: npm_config_cache ?? join(HOME, '.npm') }
}

function scopeOfJob(jobRun: JobRun): Scope {
  const { run, job, workspace } = jobRun
  return {
    ...scopeOf(run, {
      vars: run.vars,
      secrets: { GITHUB_TOKEN: githubOf(run, job.id).token!, ...run.secrets },
      inputs: run.inputs,
      needs: jobRun.needs as unknown as Value,
      matrix: jobRun.matrix,
      strategy: jobRun.strategy,
      github: { ...githubOf(run, job.id), workspace },
      runner: runnerOf(jobRun),
      job: { status: 'success' },
      steps: jobRun.steps as unknown as Value,
      env: jobRun.env,
    }),
    workspace,
  }
}

const defaultsOf = (outer: Defaults, inner: Defaults): Defaults => ({
  shell: inner.shell ?? outer.shell,
  workingDirectory: inner.workingDirectory ?? outer.workingDirectory,
})

/** A job without `id-token: write` gets no variables for a token, and fails as on GitHub. */
function tokenOf({ job, run }: JobRun, scope: Scope): JobRun['token'] {
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

/**
 * Drops an output that contains a masked text, as Actions does. On AWS the registry's name contains
 * the account, which may be masked.
 */
function outputsOf(jobRun: JobRun, scope: Scope): Record<string, string> {
  const { job, masks, run } = jobRun
  const { host } = new URL(run.machine.AWS_ENDPOINT_URL!)
  const account = [...masks].find((mask) => /^\d{12}$/.test(mask))
  const hidden = account ? [...masks, host] : masks
  const outputs = Object.entries(job.outputs).map(
    ([name, text]) => [name, fillText(text, scope)] as const,
  )
  const kept = outputs.filter(([, value]) => masked(value, hidden) === value)
  for (const [name] of outputs.filter((one) => !kept.includes(one)))
    run.log.print(`  warning: Skip output '${name}' since it may contain secret.`)
  return Object.fromEntries(kept)
}
