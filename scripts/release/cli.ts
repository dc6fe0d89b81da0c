import { flagsOf, usageOf, type Verb, type VerbName, verbs } from '../verbs.ts'
import { type Arguments, readArguments } from './arguments.ts'
import { Changes } from './changes.ts'
import { exitCodes } from './exit-codes.ts'
import { openOutput, type Output } from './output.ts'
import { Report } from './report.ts'
import type { ResultOf } from './results.ts'
import { runningSteps } from './steps.ts'
import { alignRows } from './table.ts'

/** What a verb gets: its flags and words, where its lines go, and what records its changes. */
export interface Call extends Arguments, Output {
  changes: Changes
}

/** What a verb returns: a result, or several, one after the other. */
export type Returned<Name extends VerbName> =
  Promise<ResultOf<Name>> | AsyncIterable<ResultOf<Name>>

/**
 * Runs a verb as a program: reads `.env`, flags and words, handles Ctrl-C, explains errors, and prints
 * its result, as `lines` writes it or as JSON. A verb that prints everything itself has no `lines`.
 */
export async function main<Name extends VerbName>(
  verb: Name,
  act: (call: Call) => Returned<Name>,
  lines: (result: ResultOf<Name>) => string[] = () => [],
): Promise<void> {
  const args = process.argv.slice(2)
  const isJson = args.includes('--json')
  const output = openOutput(isJson)
  const report = new Report(verb, output, { isJson, lines })
  process.once('SIGINT', () => report.interrupt(interruptionOf(verb), exitCodes.interrupted[0]))
  process.once('SIGTERM', () => report.interrupt(interruptionOf(verb), exitCodes.terminated[0]))
  try {
    readEnvFile()
    const { flags, words } = readArguments(verb, args)
    if (flags.help) return output.print(helpOf(verb))
    if (typeof flags.environment === 'string') process.env.ENVIRONMENT = flags.environment
    const isDryRun = flags['dry-run'] === true
    const changes = new Changes(isDryRun, output.print)
    report.with(changes, isDryRun)
    await report.take(act({ flags, words, changes, ...output }))
  } catch (error) {
    report.fail(error as Error)
  }
  report.end()
}

function interruptionOf(verb: VerbName): string {
  const steps = runningSteps()
  const { again = 'what was done stays, and the same command goes on' } = verbs[verb] as Verb
  return `interrupted${steps && ` at ${steps}`}; ${again}`
}

/** Variables that are set already stay as they are. */
function readEnvFile(): void {
  try {
    process.loadEnvFile('.env')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** The text of `--help`. */
export function helpOf(verb: VerbName): string {
  const { help } = verbs[verb] as Verb
  const rows = Object.entries(flagsOf(verb)).map(([name, flag]) => [`  --${name}`, flag.help])
  return [`Usage: ${usageOf(verb)}`, '', help, '', ...alignRows(rows).flat()].join('\n')
}
