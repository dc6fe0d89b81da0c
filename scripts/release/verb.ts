import type { ParseArgsConfig } from 'node:util'
import { readApp } from './app.ts'
import { connect } from './aws.ts'
import { Changes } from './changes.ts'
import { type Flags, main } from './cli.ts'
import type { Context } from './context.ts'
import { environmentOf } from './environment.ts'

/** Runs a verb that works on AWS: it gets its context from the environment, and knows --dry-run. */
export async function runVerb(
  name: string,
  action: (context: Context, flags: Flags) => Promise<void>,
  options: ParseArgsConfig['options'] = {},
): Promise<void> {
  const run = (flags: Flags) => {
    process.env = environmentOf(process.env)
    return action(openContext(flags['dry-run'] === true), flags)
  }
  await main(name, run, options)
}

/** The flag of the verbs that change something. */
export const dryRunFlag = { 'dry-run': { type: 'boolean' } } as const

function openContext(isDryRun: boolean): Context {
  const say = (line: string) => console.log(line)
  return {
    app: readApp(process.env),
    aws: connect(),
    changes: new Changes(isDryRun, say),
    dryRun: isDryRun,
    say,
    note: (line) => console.error(line),
  }
}
