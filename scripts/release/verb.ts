import { type Verb, type VerbName, verbs } from '../verbs.ts'
import { readApp } from './app.ts'
import { connect } from './aws.ts'
import { Changes } from './changes.ts'
import { type Flags, main } from './cli.ts'
import type { Context } from './context.ts'
import { environmentOf } from './environment.ts'
import { selectServices } from './services.ts'

/** Runs a verb that works on AWS, with a context that it reads from the environment and the flags. */
export async function runVerb(
  name: VerbName,
  action: (context: Context, flags: Flags, words: string[]) => Promise<void>,
): Promise<void> {
  await main(name, (flags, words) => {
    process.env = environmentOf(process.env)
    const names = /<service>/.test((verbs[name] as Verb).words ?? '') ? words : []
    return action(openContext(names, flags['dry-run'] === true), flags, words)
  })
}

function openContext(names: string[], isDryRun: boolean): Context {
  const print = (line: string) => console.log(line)
  const app = readApp(process.env)
  return {
    app,
    services: selectServices(app.services, names),
    aws: connect(),
    changes: new Changes(isDryRun, print),
    dryRun: isDryRun,
    print,
    progress: (line) => console.error(line),
  }
}
