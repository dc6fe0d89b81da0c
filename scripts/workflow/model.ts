import type { Value } from './expression.ts'

/**
 * A workflow, as far as it can be rehearsed.
 *
 * GitHub's `@actions/workflow-parser` is not used: Node cannot load it without a bundler, because it
 * imports JSON without an import attribute, and its model lacks `permissions`, `with` and `shell`.
 */
export interface Workflow {
  file: string
  name: string
  on: Triggers
  /** The inputs of a dispatch and of a call, by the event's name. */
  inputs: Record<string, Record<string, Input>>
  /** The outputs for a job that calls this workflow. */
  outputs: Mapping
  permissions: Permissions
  env: Mapping
  defaults: Defaults
  jobs: Record<string, Job>
}

/** Events by name, with their filters. */
export type Triggers = Record<string, Record<string, string[]>>

/** The permissions of a job's token; undefined if there are none, so that the repository's defaults apply. */
export type Permissions = Record<string, string> | undefined

/** Values that may contain expressions. */
export type Mapping = Record<string, string>

export interface Input {
  default: string | undefined
  isRequired: boolean
  type: string
}

/** `defaults.run`. */
export interface Defaults {
  shell: string | undefined
  workingDirectory: string | undefined
}

export interface Job {
  id: string
  name: string | undefined
  needs: string[]
  if: string | undefined
  runsOn: string | undefined
  environment: string | undefined
  permissions: Permissions
  env: Mapping
  defaults: Defaults
  outputs: Mapping
  /** `strategy.matrix`, or the expression that gives it. */
  matrix: Value | undefined
  failFast: string
  continueOnError: string
  timeoutMinutes: string | undefined
  steps: Step[]
  /** The workflow that this job calls instead of running steps. */
  uses: string | undefined
  with: Mapping
  secrets: Mapping | 'inherit'
  /** Its members that cannot be rehearsed. */
  unsupported: string[]
}

export interface Step {
  id: string | undefined
  name: string | undefined
  if: string | undefined
  uses: string | undefined
  run: string | undefined
  shell: string | undefined
  workingDirectory: string | undefined
  env: Mapping
  with: Mapping
  continueOnError: string
  timeoutMinutes: string | undefined
}

/** Adds the job to an error. */
export function inJob<T>({ file }: Workflow, { id }: Job, act: () => T): T {
  try {
    return act()
  } catch (cause) {
    throw new Error(`${file}: job ${id} cannot be evaluated`, { cause })
  }
}

/** The workflow of this repository that a job calls. */
export const calledFile = (uses: string): string | undefined =>
  /^\.\/\.github\/workflows\/(.+)$/.exec(uses)?.[1]
