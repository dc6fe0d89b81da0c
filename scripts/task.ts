import type { Flags } from './release/cli.ts'
import type { Context } from './release/context.ts'
import { runVerb } from './release/verb.ts'
import { runTask } from './resources/job.ts'

/** Runs the newest task definition of a service once, prints its logs, and exits with its exit code. */
export async function task(context: Context, { command }: Flags): Promise<void> {
  const [service, other] = context.services
  if (!service || other)
    throw new Error('name the service whose task is to run: `npm run task -- migrate`')
  const words = typeof command === 'string' ? ['sh', '-c', command] : undefined
  const { task: ended, exitCode } = await runTask(context, service, words)
  if (exitCode === undefined) throw new Error(`the task did not start: ${ended.stoppedReason}`)
  context.print(`${service.name} ended with exit code ${exitCode}`)
  process.exitCode = exitCode
}

if (import.meta.main) await runVerb('task', task)
