import type { Flags } from './release/arguments.ts'
import type { Context } from './release/context.ts'
import { BadInput } from './release/exit-codes.ts'
import type { ResultOf } from './release/results.ts'
import { runVerb } from './release/verb.ts'
import { runTask } from './resources/job.ts'
import { taskId } from './resources/log-stream.ts'

/** Runs the newest task definition of a service once, prints its logs, and exits with its exit code. */
export async function task(context: Context, { command }: Flags): Promise<ResultOf<'task'>> {
  const [service, other] = context.services
  if (!service || other)
    throw new BadInput('name the service whose task is to run: `npm run task -- migrate`')
  const words = typeof command === 'string' ? ['sh', '-c', command] : undefined
  const { task: ended, exitCode } = await runTask(context, service, words)
  if (exitCode === undefined) throw new Error(`the task did not start: ${ended.stoppedReason}`)
  context.print(`${service.name} ended with exit code ${exitCode}`)
  process.exitCode = exitCode
  return { service: service.name, task: taskId(ended), exitCode }
}

if (import.meta.main) await runVerb('task', task)
