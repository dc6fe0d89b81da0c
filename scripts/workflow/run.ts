import type { App } from '../release/app.ts'
import type { Event } from './events.ts'
import type { Job, Workflow } from './model.ts'

/** The context of a workflow's rehearsal. */
export interface Run {
  app: App
  workflow: Workflow
  /** The checkout with the workflow. */
  root: string
  event: Event
  sha: string
  /** The repository's variables. */
  vars: Record<string, string>
  secrets: Record<string, string>
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

/** The result of a step, in the context `steps`. */
export interface StepResult {
  outputs: Record<string, string>
  outcome: Result
  conclusion: Result
}

/** A job while it runs. */
export interface JobRun {
  run: Run
  job: Job
  /** The job's `env`, with what `GITHUB_ENV` and the actions have added. */
  env: Record<string, string>
  path: string[]
  steps: Record<string, StepResult>
  masks: Set<string>
  workspace: string
  temp: string
  /** The variables for tokens; undefined without `id-token: write`. */
  token:
    { ACTIONS_ID_TOKEN_REQUEST_URL: string; ACTIONS_ID_TOKEN_REQUEST_TOKEN: string } | undefined
}

/** Hides masked texts, as Actions does in its log. */
export function masked(text: string, masks: Iterable<string>): string {
  let shown = text
  for (const mask of masks) shown = shown.replaceAll(mask, '***')
  return shown
}
