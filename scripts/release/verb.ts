import { type Verb, type VerbName, verbs } from '../verbs.ts'
import type { Flags } from './arguments.ts'
import { readApp } from './app.ts'
import { connect } from './aws.ts'
import { type Call, main, type Returned } from './cli.ts'
import type { Context } from './context.ts'
import { environmentOf } from './environment.ts'
import type { ResultOf } from './results.ts'
import { selectServices } from './services.ts'

/** Runs a verb that works on AWS, with a context that it reads from the environment and the flags. */
export async function runVerb<Name extends VerbName>(
  name: Name,
  action: (context: Context, flags: Flags, words: string[]) => Returned<Name>,
  lines?: (result: ResultOf<Name>) => string[],
): Promise<void> {
  const act = (call: Call) => {
    process.env = environmentOf(process.env)
    const context = openContext(call, namesIn(name, call.words))
    return action(context, call.flags, call.words)
  }
  await main(name, act, lines)
}

/** The names of services among the words: with other words behind it, the first. */
function namesIn(name: VerbName, words: string[]): string[] {
  const { words: usage = '' } = verbs[name] as Verb
  if (usage.startsWith('<service> ')) return words.slice(0, 1)
  return usage.includes('<service>') ? words : []
}

function openContext({ flags, changes, print, progress, view }: Call, names: string[]): Context {
  const app = readApp(process.env)
  return {
    app,
    services: selectServices(app.services, names),
    aws: connect(),
    changes,
    dryRun: flags['dry-run'] === true,
    print,
    progress,
    view,
  }
}
