import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram, type StepProgram } from './program.ts'
import type { JobRun } from './run.ts'

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
const shells: Record<string, string> = {
  default: 'bash -e {0}',
  bash: 'bash --noprofile --norc -eo pipefail {0}',
  sh: 'sh -e {0}',
  python: 'python {0}',
}

/** The values of `shell` that can be rehearsed, besides commands with `{0}`. */
const knownShells = Object.keys(shells).slice(1)

export const isKnownShell = (shell: string): boolean =>
  knownShells.includes(shell) || shell.includes('{0}')

/** Without `{0}` a program would not get the script, and succeed. */
export const unknownShell = (shell: string): string =>
  `the shell ${shell} cannot be rehearsed: ${knownShells.join(', ')} can`

export interface Script extends Omit<StepProgram, 'program' | 'args'> {
  text: string
  shell: string | undefined
}

/** Runs a step's script as the runner does. An exit code other than 0 is an error with the runner's message. */
export async function runScript({ text, shell, ...step }: Script, job: JobRun): Promise<void> {
  if (shell !== undefined && !isKnownShell(shell)) throw new Error(unknownShell(shell))
  const file = join(job.runnerTemp, `${crypto.randomUUID()}.sh`)
  writeFileSync(file, text)
  const command = shells[shell ?? 'default'] ?? shell!
  const [program = '', ...args] = command.split(' ').map((part) => part.replace('{0}', file))
  if (!existsSync(step.folder))
    throw new Error(
      `An error occurred trying to start process '${program}' with working directory '${step.folder}'. No such file or directory`,
    )
  const code = await runProgram({ ...step, program, args }, job)
  if (code !== 0) throw new Error(`Process completed with exit code ${code}.`)
}
