import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Runs a program to its end and gives its output, so that a step reads as the command it is. */
export async function run(program: string, args: string[], env: NodeJS.ProcessEnv = {}) {
  try {
    const { stdout } = await execute(program, args, {
      env: { ...process.env, ...env },
      maxBuffer: 64 * 1024 * 1024,
    })
    return stdout.trim()
  } catch (cause) {
    throw new Error(`\`${[program, ...args].join(' ')}\` failed: ${reason(cause)}`, { cause })
  }
}

/** Says whether a program runs and succeeds, for questions whose answer is in the exit code. */
export async function succeeds(program: string, ...args: string[]) {
  return run(program, args).then(
    () => true,
    () => false,
  )
}

function reason(cause: unknown) {
  const { stderr = '', message } = cause as Error & { stderr?: string }
  return stderr.trim().split('\n').slice(-5).join('\n') || message
}
