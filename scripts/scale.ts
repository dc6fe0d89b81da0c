import { UpdateServiceCommand } from '@aws-sdk/client-ecs'
import type { Flags } from './release/arguments.ts'
import type { Context } from './release/context.ts'
import { BadInput } from './release/exit-codes.ts'
import type { ResultOf } from './release/results.ts'
import { type AppService, isJob } from './release/services.ts'
import { waitForTasks } from './release/steady.ts'
import { readMembers, type Values } from './release/template.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, placeValues } from './resources/account.ts'
import { readScaling } from './resources/scaling.ts'
import { requireService } from './resources/service.ts'
import { listTasks } from './resources/task.ts'

const usage =
  'name the service and the number of its tasks: `npm run scale -- server 3`; 0 stops all of them'

/** The most tasks of a service: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const maxTasks = 5000

/** Sets the number of a service's tasks, and waits until so many run. */
export async function scale(
  context: Context,
  _flags: Flags,
  words: string[],
): Promise<ResultOf<'scale'>> {
  const { app, aws, changes, print, dryRun } = context
  const [service] = context.services
  const desiredCount = readCount(words)
  if (!service || isJob(service))
    throw new BadInput(`${service?.name} is a job: it has no tasks between its runs`)
  const { name } = service
  const before = await requireService(context, service)
  const stopped = await listTasks(context, service, 'STOPPED')
  if (before.desiredCount === desiredCount)
    changes.unchanged(`ECS service ${name}, which has to have ${tasksText(desiredCount)}`)
  else
    await changes.update(
      `ECS service ${name}, from ${before.desiredCount} to ${tasksText(desiredCount)}`,
      () =>
        aws.ecs.send(new UpdateServiceCommand({ cluster: app.name, service: name, desiredCount })),
    )
  const values = placeValues(app, await findPlace(context))
  for (const line of howLong(service, desiredCount, values)) print(line)
  const result = { service: name, before: before.desiredCount ?? 0, tasks: desiredCount }
  if (dryRun) return result
  await waitForTasks(context, service, { desiredCount, before, stopped })
  print(`${name} runs in ${tasksText(desiredCount)}`)
  return result
}

const tasksText = (count: number) => `${count} ${count === 1 ? 'task' : 'tasks'}`

function readCount([, count, more]: string[]): number {
  if (count === undefined || more !== undefined) throw new BadInput(usage)
  if (/^\d+$/.test(count) && Number(count) <= maxTasks) return Number(count)
  throw new BadInput(
    `"${count}" is not a number of tasks: it must be a whole number from 0 to ${maxTasks}`,
  )
}

/** What changes the number again: a deployment by `service.json`, or autoscaling by `scaling.json`. */
function howLong(service: AppService, count: number, values: Values): string[] {
  const { name, files } = service
  if (files.has('scaling')) {
    const { MinCapacity, MaxCapacity } = readScaling(service, values).target
    const bounds = `.aws/${name}/scaling.json: autoscaling keeps it between ${MinCapacity} and ${MaxCapacity}`
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html#auto-scaling-concepts
    return count < MinCapacity || count > MaxCapacity
      ? [`${bounds}, and brings ${count} back with its next change`]
      : [`${bounds}, and may change it at any time; a deployment does not`]
  }
  const { desiredCount: file } = readMembers(`${name}/service.json`, ['desiredCount'], values)
  return file === undefined || file === count
    ? []
    : [`.aws/${name}/service.json: the next deployment sets it back to ${file}, its desiredCount`]
}

if (import.meta.main) await runVerb('scale', scale)
