import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { JobRun } from './run.ts'

/** A `run` step, its expressions filled. */
export interface ShellStep {
  script: string
  shell: string | undefined
  folder: string
  env: NodeJS.ProcessEnv
  /** Hears each line, commands to the runner left out. */
  onLine: (line: string) => void
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
const shells: Record<string, string[]> = {
  default: ['bash', '-e'],
  bash: ['bash', '--noprofile', '--norc', '-eo', 'pipefail'],
  sh: ['sh', '-e'],
}

/** Which shells a step may ask for. */
export const knownShells = Object.keys(shells).slice(1)

/** Runs a step's script as the runner does; a status other than 0 is an error in its words. */
export async function runShell(step: ShellStep, { temp, masks }: JobRun): Promise<void> {
  const file = join(temp, `${crypto.randomUUID()}.sh`)
  writeFileSync(file, step.script)
  const [program, ...args] = shells[step.shell ?? 'default']!
  const child = spawn(program!, [...args, file], {
    cwd: step.folder,
    env: step.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = () => child.kill('SIGINT')
  process.once('exit', stop)
  const hear = (line: string) => {
    const shown = obey(line, masks)
    if (shown !== undefined) step.onLine(shown)
  }
  createInterface(child.stdout).on('line', hear)
  createInterface(child.stderr).on('line', hear)
  const [code, signal] = await once(child, 'close')
  process.off('exit', stop)
  if (code !== 0)
    throw new Error(
      signal ? `the script was ended by ${signal}` : `Process completed with exit code ${code}.`,
    )
}

/** Carries out a command in a line of output; gives what is left to show. */
function obey(line: string, masks: Set<string>): string | undefined {
  const [, command, title, text = ''] =
    /^::(add-mask|notice|warning|error|group|endgroup|debug)(?: ([^:]*))?::(.*)$/.exec(line) ?? []
  if (command === undefined) return line
  if (command === 'add-mask') masks.add(text)
  if (['add-mask', 'debug', 'endgroup'].includes(command)) return undefined
  const heading = /title=([^,]*)/.exec(title ?? '')?.[1]
  return `${command === 'group' ? '' : `${command}: `}${heading ? `${heading}: ` : ''}${text}`
}
