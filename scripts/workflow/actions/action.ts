import type { Mapping } from '../model.ts'
import type { JobRun } from '../run.ts'

/** A step's call of an action, with filled inputs. */
export interface ActionCall {
  inputs: Mapping
  job: JobRun
  /** The environment of the step, with `env` of all levels. */
  env: NodeJS.ProcessEnv
  outputs: Record<string, string>
  progress: (line: string) => void
}

/** Replaces an action: has the same effects on later steps. Returns a line about the result. */
export type Action = (call: ActionCall) => Promise<string>
