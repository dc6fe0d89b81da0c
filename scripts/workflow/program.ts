import { execute } from '../release/run.ts'
import { applyCommand } from './commands.ts'
import { type JobRun, maskable } from './run.ts'
import { makeStepFiles, readPairs, readPaths } from './step-files.ts'

/** A program of a step: a script, or an action's. */
export interface StepProgram {
  program: string
  args: string[]
  folder: string
  env: NodeJS.ProcessEnv
  /** Receive the step's results. */
  outputs: Record<string, string>
  state: Record<string, string>
  signal: AbortSignal | undefined
  /** Receives each line that is not a command to the runner. */
  onLine: (line: string) => void
}

/** Runs a program with the runner's files and commands. Returns its exit code. */
export async function runProgram(step: StepProgram, job: JobRun): Promise<number> {
  const { program, args, outputs, state, onLine } = step
  const files = makeStepFiles(job.runnerTemp)
  const effects = {
    mask: (text: string) => {
      for (const one of maskable(text)) job.masks.add(one)
    },
    output: (name: string, value: string) => void (outputs[name] = value),
    state: (name: string, value: string) => void (state[name] = value),
  }
  let failure: Error | undefined
  const { code, signal } = await execute(program, args, {
    cwd: step.folder,
    env: { ...step.env, ...files },
    group: true,
    ...(step.signal && { signal: step.signal }),
    onLine: (line) => {
      try {
        const shown = applyCommand(line, effects)
        if (shown !== undefined) onLine(shown)
      } catch (error) {
        failure ??= error as Error
      }
    },
  })
  Object.assign(outputs, readPairs(files.GITHUB_OUTPUT!))
  Object.assign(state, readPairs(files.GITHUB_STATE!))
  Object.assign(job.env, readPairs(files.GITHUB_ENV!))
  job.path.unshift(...readPaths(files.GITHUB_PATH!))
  if (failure) throw failure
  if (signal) throw new Error(`the program was ended by ${signal}`)
  return code!
}
