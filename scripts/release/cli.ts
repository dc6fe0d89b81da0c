import { parseArgs, type ParseArgsConfig } from 'node:util'
import { explain } from './failure.ts'

type Options = NonNullable<ParseArgsConfig['options']>

/** Flags as `parseArgs` reads them. */
export type Flags = Record<string, string | boolean | undefined>

/** Runs a verb as a program: `.env`, its flags, Ctrl-C, and an error as one clear sentence. */
export async function main(
  verb: string,
  action: (flags: Flags) => Promise<void>,
  options: Options = {},
): Promise<void> {
  process.once('SIGINT', () => interrupted(verb, 130))
  process.once('SIGTERM', () => interrupted(verb, 143))
  try {
    readEnvFile()
    await action(readFlags(options))
  } catch (error) {
    console.error(process.env.DEBUG ? error : explain(verb, error as Error))
    process.exitCode = 1
  }
}

/** What the shell has set already stays as it is. */
function readEnvFile(): void {
  try {
    process.loadEnvFile('.env')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

function readFlags(options: Options): Flags {
  try {
    return parseArgs({ options }).values as Flags
  } catch (cause) {
    const known = Object.keys(options).map((name) => `--${name}`)
    throw new Error(`it takes ${known.join(' and ') || 'no flags'}`, { cause })
  }
}

function interrupted(verb: string, code: number): never {
  console.error(`docker-cloud ${verb}: interrupted; what was done stays, and it can be run again`)
  process.exit(code)
}
