import { bootstrap } from './bootstrap.ts'
import { deploy } from './deploy.ts'
import { register } from './register.ts'
import { actionOf } from './release/action.ts'
import { Changes } from './release/changes.ts'
import type { Context } from './release/context.ts'
import { runVerb } from './release/verb.ts'

/** The exit code if something differs. */
const differs = 2

/**
 * Shows in what the account differs from the files: the dry runs of the verbs that release, without
 * what is unchanged.
 */
export async function diff(context: Context): Promise<void> {
  let found = 0
  const print = (line: string) => {
    found++
    context.print(line)
  }
  const changes = new Changes(true, (line) => {
    if (!/^(unchanged|would keep) /.test(line)) print(line)
  })
  const quiet = { ...context, dryRun: true, changes, print: () => {}, progress: () => {} }
  for (const [verb, run] of Object.entries({ bootstrap, register, deploy }))
    await run(quiet, {}).catch((error: Error) =>
      print(`not compared (${verb}): ${reasonOf(error)}`),
    )
  if (found > 0) process.exitCode = differs
  else context.print('the account is as the files say')
}

/** What a role may not see and what has not been pushed yet cannot be compared. Other errors end the verb. */
function reasonOf(error: Error): string {
  const isDenied = actionOf(error) !== undefined && /AccessDenied|Unauthorized/.test(error.name)
  const isMissing = /: run `npm run \w+`( first)?/.test(error.message)
  if (!isDenied && !isMissing) throw error
  return error.message.split('\n')[0]!.replace(/^docker-cloud \w+: /, '')
}

if (import.meta.main) await runVerb('diff', diff)
