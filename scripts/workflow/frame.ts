import type { Scope } from './expression.ts'
import { fillText } from './expression.ts'
import type { Defaults, Mapping, Step } from './model.ts'
import type { JobRun, StepResult } from './run.ts'

/** A list of steps while it runs: those of a job, or of a composite action in it. */
export interface Frame {
  job: JobRun
  /** What expressions can read now. */
  scope(): Scope
  results: Record<string, StepResult>
  defaults: Defaults
  /** The `env` of the step that uses the composite action. */
  env: Record<string, string>
  /** Stands before the names of the steps. */
  prefix: string
  signal: AbortSignal | undefined
  /** Runs the steps of a composite action. */
  runSteps(frame: Frame, steps: Step[]): Promise<Error | undefined>
}

/** AWS's name of a private registry, also with variables of a shell in it. */
const registryName =
  /(?:\b\d{12}|\$\{?\w+\}?)\.dkr\.ecr\.(?:[a-z]+-[a-z-]+-\d|\$\{?\w+\}?)\.amazonaws\.com\b/g

/**
 * Fills a text's expressions. AWS's name of the registry becomes the emulator's, because no name of
 * AWS leads to this machine.
 */
export function fillForStep(text: string, scope: Scope, { run }: JobRun): string {
  const { host } = new URL(run.machine.AWS_ENDPOINT_URL!)
  return fillText(text, scope).replaceAll(registryName, host)
}

export const fillAllForStep = (values: Mapping, scope: Scope, job: JobRun): Mapping =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, fillForStep(value, scope, job)]),
  )
