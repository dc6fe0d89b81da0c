import type { App } from '../release/app.ts'
import type { Event } from './events.ts'
import type { Job, Workflow } from './model.ts'

/** What a rehearsal of a workflow works with. */
export interface Run {
  app: App
  workflow: Workflow
  /** The checkout whose workflow this is. */
  root: string
  event: Event
  sha: string
  /** The repository's variables, as bootstrap gives them. */
  vars: Record<string, string>
  secrets: Record<string, string>
  /** What every step finds in its environment, as on a runner; it names the endpoint. */
  machine: NodeJS.ProcessEnv
  log: Log
}

/** Where a run says what happens. */
export interface Log {
  job(name: string, about?: string): void
  /** A step that is one line if it succeeds: its name, and what the act gives. */
  step(name: string, act: (progress: (line: string) => void) => Promise<string>): Promise<void>
  print(text: string): void
}

/** How a job or a step ended. */
export type Result = 'success' | 'failure' | 'skipped'

/** What a finished step leaves to those after it. */
export interface StepResult {
  outputs: Record<string, string>
  outcome: Result
  conclusion: Result
}

/** A job while it runs. */
export interface JobRun {
  run: Run
  job: Job
  /** What `GITHUB_ENV` and the actions have added, over the job's own `env`. */
  env: Record<string, string>
  path: string[]
  steps: Record<string, StepResult>
  masks: Set<string>
  workspace: string
  temp: string
  /** Where tokens come from; undefined without `id-token: write`. */
  token:
    { ACTIONS_ID_TOKEN_REQUEST_URL: string; ACTIONS_ID_TOKEN_REQUEST_TOKEN: string } | undefined
}

/** Hides what was masked, as Actions does in its log. */
export function masked(text: string, masks: Iterable<string>): string {
  let shown = text
  for (const mask of masks) shown = shown.replaceAll(mask, '***')
  return shown
}
