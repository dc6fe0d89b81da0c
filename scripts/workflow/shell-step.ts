import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execute } from '../release/run.ts'
import type { JobRun } from './run.ts'

/** A `run` step with its expressions filled. */
export interface ShellStep {
  script: string
  shell: string | undefined
  folder: string
  env: NodeJS.ProcessEnv
  /** Receives each line that is not a command to the runner. */
  onLine: (line: string) => void
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
const shells: Record<string, string[]> = {
  default: ['bash', '-e'],
  bash: ['bash', '--noprofile', '--norc', '-eo', 'pipefail'],
  sh: ['sh', '-e'],
}

/** The values of `shell` that can be rehearsed. */
export const knownShells = Object.keys(shells).slice(1)

/** Runs a step's script as the runner does. An exit code other than 0 is an error with the runner's message. */
export async function runShell(step: ShellStep, { temp, masks }: JobRun): Promise<void> {
  const file = join(temp, `${crypto.randomUUID()}.sh`)
  writeFileSync(file, step.script)
  const [program, ...args] = shells[step.shell ?? 'default']!
  const { code, signal } = await execute(program!, [...args, file], {
    cwd: step.folder,
    env: step.env,
    onLine: (line) => {
      const shown = applyCommand(line, masks)
      if (shown !== undefined) step.onLine(shown)
    },
  })
  if (signal) throw new Error(`the script was ended by ${signal}`)
  if (code !== 0) throw new Error(`Process completed with exit code ${code}.`)
}

/** Applies a command to the runner in a line of output, and returns what remains to be shown. */
function applyCommand(line: string, masks: Set<string>): string | undefined {
  const [, command, title, text = ''] =
    /^::(add-mask|notice|warning|error|group|endgroup|debug)(?: ([^:]*))?::(.*)$/.exec(line) ?? []
  if (command === undefined) return line
  if (command === 'add-mask') masks.add(text)
  if (['add-mask', 'debug', 'endgroup'].includes(command)) return undefined
  const heading = /title=([^,]*)/.exec(title ?? '')?.[1]
  return `${command === 'group' ? '' : `${command}: `}${heading ? `${heading}: ` : ''}${text}`
}
