import type { App } from '../release/app.ts'
import type { Metadata } from './actions/metadata.ts'
import type { ActionName } from './actions/repository.ts'
import type { Event } from './events.ts'
import type { Value } from './expression.ts'
import type { Combination } from './matrix.ts'
import type { Job, Mapping, Step, Workflow } from './model.ts'

/** The context of a workflow's rehearsal. */
export interface Run {
  app: App
  workflow: Workflow
  /** All workflows of the checkout, which jobs may call. */
  workflows: Workflow[]
  /** What each `uses` of their steps runs. */
  actions: Map<string, Resolved>
  /** The checkout with the workflow. */
  root: string
  event: Event
  sha: string
  /** The repository's variables. */
  vars: Record<string, string>
  secrets: Record<string, string>
  inputs: Record<string, Value>
  /** The environment of every step, as on a runner, with the endpoint. */
  machine: NodeJS.ProcessEnv
  log: Log
}

/** The output of a run. */
export interface Log {
  job(name: string, about?: string): void
  /** Shows a step as one line: its name, and the text that it returns. */
  step(name: string, act: (progress: (line: string) => void) => Promise<string>): Promise<void>
  print(text: string): void
}

export type Result = 'success' | 'failure' | 'skipped'

/** The result of a job, in the context `needs`. */
export interface JobResult {
  result: Result
  outputs: Record<string, string>
}

/** The result of a step, in the context `steps`. */
export interface StepResult {
  outputs: Record<string, string>
  outcome: Result
  conclusion: Result
}

/** One of the runs of a job: each combination of its matrix is one. */
export interface Instance {
  job: Job
  /** Its name, with the values of the matrix. */
  title: string
  matrix: Combination
  strategy: { 'fail-fast': boolean; 'job-index': number; 'job-total': number }
  needs: Record<string, JobResult>
  /** The folder of the whole rehearsal. */
  temp: string
}

/** A job while it runs. */
export interface JobRun extends Instance {
  run: Run
  /** The job's `env`, with what `GITHUB_ENV` and the actions have added. */
  env: Record<string, string>
  path: string[]
  steps: Record<string, StepResult>
  masks: Set<string>
  workspace: string
  /** The job's own folder for temporary files. */
  runnerTemp: string
  /** The variables for tokens; undefined without `id-token: write`. */
  token:
    { ACTIONS_ID_TOKEN_REQUEST_URL: string; ACTIONS_ID_TOKEN_REQUEST_TOKEN: string } | undefined
  /** What the pre steps have saved, by step. */
  states: Map<Step, Record<string, string>>
  /** The post steps of the actions that have run. The last one runs first. */
  posts: (() => Promise<void>)[]
}

/** What a step's `uses` runs, and a line about it. */
export type Resolved = { about: string } & ({ standIn: StandIn } | { action: OwnAction })

/** An action that runs itself. */
export interface OwnAction {
  metadata: Metadata
  /** The repository and its ref; undefined for an action of this repository. */
  name: ActionName | undefined
  /** Provides its files for a job, and returns their folder. */
  place(jobRun: JobRun): Promise<string>
}

/** The replacement of an action: has the same effects on later steps. */
export interface StandIn {
  /** Returns a line about the result. */
  act(call: ActionCall): Promise<string>
  /** The inputs that it supports or that have no effect on one machine. Any other is an error. */
  inputs: string[]
  /** The reason for which it always runs in place of the action itself. */
  always?: string
}

/** A step's call of a stand-in, with filled inputs. */
export interface ActionCall {
  inputs: Mapping
  job: JobRun
  /** The version that the step uses: `v4`. */
  ref: string
  /** The environment of the step, with `env` of all levels. */
  env: NodeJS.ProcessEnv
  outputs: Record<string, string>
  progress: (line: string) => void
}

/** What is masked of a secret: the whole, and each of its lines, since a log is masked line by line. */
export const maskable = (text: string): string[] =>
  [text, ...text.split(/\r?\n/)].filter((one) => one.trim() !== '')

/** Hides masked texts, as Actions does in its log. */
export function masked(text: string, masks: Iterable<string>): string {
  let shown = text
  for (const mask of masks) shown = shown.replaceAll(mask, '***')
  return shown
}
