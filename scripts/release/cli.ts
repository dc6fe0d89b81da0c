import { parseArgs } from 'node:util'
import { explain } from '../failure/explain.ts'
import { commonFlags, usageOf, type Verb, type VerbName, verbs } from '../verbs.ts'
import { alignRows } from './table.ts'

/** Flags as `parseArgs` reads them. */
export type Flags = Record<string, string | boolean | undefined>

/** Runs a verb as a program: reads `.env`, flags and words, handles Ctrl-C, and explains errors. */
export async function main(
  verb: VerbName,
  action: (flags: Flags, words: string[]) => Promise<void>,
): Promise<void> {
  process.once('SIGINT', () => interrupted(verb, 130))
  process.once('SIGTERM', () => interrupted(verb, 143))
  try {
    readEnvFile()
    const { flags, words } = readArguments(verb)
    const { help, environment, ...rest } = flags
    if (environment !== undefined) process.env.ENVIRONMENT = environment as string
    if (help) console.log(helpOf(verb))
    else await action(rest, words)
  } catch (error) {
    console.error(process.env.DEBUG ? error : explain(verb, error as Error))
    process.exitCode = 1
  }
}

/** Variables that are set already stay as they are. */
function readEnvFile(): void {
  try {
    process.loadEnvFile('.env')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

function readArguments(verb: VerbName): { flags: Flags; words: string[] } {
  const { flags, words } = verbs[verb] as Verb
  const options = { ...flags, ...commonFlags, help: { type: 'boolean' as const } }
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: words !== undefined })
    return { flags: values as Flags, words: positionals }
  } catch (cause) {
    const error = cause as Error
    // Node goes on with advice about positional arguments that does not hold behind `npm run`.
    error.message = error.message.replace(/\. To specify a positional .*$/s, '')
    const known = [
      ...(words ? [words] : []),
      ...Object.keys({ ...flags, ...commonFlags }).map((name) => `--${name}`),
    ]
    throw new Error(`it takes ${known.join(' and ')}`, { cause })
  }
}

/** The text of `--help`. */
export function helpOf(verb: VerbName): string {
  const { help, flags } = verbs[verb] as Verb
  const rows = Object.entries({ ...flags, ...commonFlags, help: { help: 'show this help' } })
  const lines = alignRows(rows.map(([name, flag]) => [`  --${name}`, flag.help]))
  return [`Usage: ${usageOf(verb)}`, '', help, '', ...lines.flat()].join('\n')
}

function interrupted(verb: string, code: number): never {
  console.error(`docker-cloud ${verb}: interrupted; what was done stays, and it can be run again`)
  process.exit(code)
}
