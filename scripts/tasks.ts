import type { Task } from '@aws-sdk/client-ecs'
import { unlessMissing } from './release/aws.ts'
import type { Flags } from './release/arguments.ts'
import type { Context } from './release/context.ts'
import type { ResultOf } from './release/results.ts'
import type { AppService } from './release/services.ts'
import { alignRows } from './release/table.ts'
import { stopText } from './release/task-text.ts'
import { ago } from './release/time.ts'
import { runVerb } from './release/verb.ts'
import { findTags } from './resources/image-tags.ts'
import { taskId } from './resources/log-stream.ts'
import { findTasks } from './resources/task.ts'
import { shortName } from './resources/task-definition.ts'

/** Lists the tasks of the services and jobs: those that run, and those that stopped in the last hour. */
export async function tasks(context: Context, { stopped }: Flags): Promise<ResultOf<'tasks'>> {
  const states = stopped ? (['STOPPED'] as const) : (['RUNNING', 'STOPPED'] as const)
  const listed: Listed[] = []
  for (const service of context.services)
    for (const desiredStatus of states) {
      const filter = { family: service.family, desiredStatus }
      const found = await unlessMissing(findTasks(context, filter), 'ClusterNotFoundException')
      const newestFirst = (found ?? []).toSorted((one, other) => sinceOf(other) - sinceOf(one))
      for (const task of newestFirst) listed.push(await describe(context, service, task))
    }
  return { tasks: listed }
}

type Listed = ResultOf<'tasks'>['tasks'][number]

async function describe(context: Context, service: AppService, task: Task): Promise<Listed> {
  const { containers = [], taskDefinitionArn, lastStatus = '', healthStatus = 'UNKNOWN' } = task
  return {
    task: taskId(task),
    service: service.name,
    revision: Number(shortName(taskDefinitionArn).split(':').at(-1)),
    versions: await findVersions(context, service, task),
    status: lastStatus,
    health: healthStatus,
    since: sinceOf(task) > 0 ? new Date(sinceOf(task)).toISOString() : undefined,
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    containers: containers.map(({ name = '', exitCode, reason }) => ({ name, exitCode, reason })),
  }
}

/** The time of a task's last step. */
const sinceOf = ({ stoppedAt, startedAt, createdAt }: Task): number =>
  Number(stoppedAt ?? startedAt ?? createdAt ?? 0)

/** The tags of the service's own image, which `rollback --to` takes. */
async function findVersions(
  context: Context,
  { repository }: AppService,
  { containers = [] }: Task,
): Promise<string[]> {
  const own = containers.find(({ image }) => image?.includes(`/${repository}@`))
  const digest = own?.image?.split('@')[1]
  return digest ? findTags(context, repository, digest) : []
}

const header = ['task', 'service', 'revision', 'version', 'status', 'health', 'since', 'stopped by']

export function taskLines(
  { tasks: listed }: ResultOf<'tasks'>,
  columns = process.stdout.columns,
): string[] {
  if (listed.length === 0) return ['no tasks']
  const [head, ...lines] = alignRows([header, ...listed.map(rowOf)], { columns })
  return [head![0]!, ...lines.flat()]
}

const rowOf = (one: Listed): string[] => [
  one.task,
  one.service,
  String(one.revision),
  one.versions.map(shortTag).join(', '),
  one.status,
  one.health,
  one.since === undefined ? '' : ago(new Date(one.since)),
  one.stopCode === undefined && one.stoppedReason === undefined ? '' : stopText(one),
]

/** Shortens a commit as git does. */
const shortTag = (tag: string) => (/^[0-9a-f]{40}$/.test(tag) ? tag.slice(0, 7) : tag)

if (import.meta.main) await runVerb('tasks', tasks, taskLines)
