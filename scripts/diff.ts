import { bootstrap } from './bootstrap.ts'
import { deploy } from './deploy.ts'
import { Diagnosed } from './failure/explain.ts'
import { register } from './register.ts'
import { actionOf } from './release/action.ts'
import { changeLines, Changes } from './release/changes.ts'
import type { Context } from './release/context.ts'
import { exitCodes } from './release/exit-codes.ts'
import type { ResultOf } from './release/results.ts'
import { runVerb } from './release/verb.ts'
import { findRemovedServices, removedLine } from './resources/removed-services.ts'
import { see, valueOf } from './verify/seen.ts'

/**
 * Shows in what the account differs from the files: the dry runs of the verbs that release, without
 * what is unchanged.
 */
export async function diff(context: Context): Promise<ResultOf<'diff'>> {
  const changes = new Changes(true, () => {})
  const quiet = { ...context, dryRun: true, changes, print: () => {}, progress: () => {} }
  const notCompared: ResultOf<'diff'>['notCompared'] = []
  for (const [verb, run] of Object.entries({ bootstrap, register, deploy }))
    await run(quiet, {}).catch((error: Error) => {
      notCompared.push({ verb, reason: reasonOf(error) })
    })
  const differences = changes.list().filter(({ kind }) => kind !== 'unchanged' && kind !== 'kept')
  const seen = await see(findRemovedServices(context))
  const removed = (valueOf(seen) ?? []).map((service) => removedLine(context, service))
  if (differences.length + notCompared.length + removed.length > 0)
    process.exitCode = exitCodes.differs[0]
  return { differences, notCompared, removed }
}

function linesOfDiff({ differences, notCompared, removed }: ResultOf<'diff'>): string[] {
  const lines = [
    ...differences.flatMap((change) => changeLines(change, true)),
    ...notCompared.map(({ verb, reason }) => `not compared (${verb}): ${reason}`),
    ...removed,
  ]
  return lines.length > 0 ? lines : ['the account is as the files say']
}

/** What a role may not see and what has not been pushed yet cannot be compared. Other errors end the verb. */
function reasonOf(error: Error): string {
  const errors: Error[] = error instanceof AggregateError ? error.errors : [error]
  if (!errors.every((one) => isDenied(one) || isMissing(one))) throw error
  return errors.map(({ message }) => message.split('\n')[0]!).join('; ')
}

const isDenied = (error: Error) =>
  actionOf(error) !== undefined && /AccessDenied|Unauthorized/.test(error.name)

const isMissing = (error: Error) =>
  /: run `npm run \w+`( first)?/.test(error.message) ||
  (error instanceof Diagnosed && /^run `npm run \w+`/.test(error.fix ?? ''))

if (import.meta.main) await runVerb('diff', diff, linesOfDiff)
