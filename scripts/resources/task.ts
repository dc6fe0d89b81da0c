import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import {
  type Container,
  type DesiredStatus,
  DescribeTasksCommand,
  ListTasksCommand,
  type Task,
} from '@aws-sdk/client-ecs'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'

/** Lists the service's running tasks, or those that stopped in the last hour. */
export async function listTasks({ aws, app }: Context, desired: DesiredStatus): Promise<Task[]> {
  const { taskArns = [] } = await aws.ecs.send(
    new ListTasksCommand({ cluster: app.name, serviceName: app.name, desiredStatus: desired }),
  )
  if (taskArns.length === 0) return []
  const { tasks = [] } = await aws.ecs.send(
    new DescribeTasksCommand({ cluster: app.name, tasks: taskArns }),
  )
  return tasks
}

export const taskId = ({ taskArn }: Task) => taskArn!.split('/').at(-1)!

const lastLines = 10

/** Describes why tasks of a task definition stopped: each reason once, with one task's last log lines. */
export async function describeFailedTasks(
  context: Context,
  taskDefinition: string,
): Promise<string[]> {
  const stopped = await listTasks(context, 'STOPPED')
  const failed = stopped
    .filter((task) => task.taskDefinitionArn === taskDefinition)
    .filter(({ stoppedReason }) => !stoppedReason?.startsWith('Scaling activity'))
    .toSorted((one, other) => Number(other.stoppedAt) - Number(one.stoppedAt))
  const byReason = Map.groupBy(failed, reasonOf)
  const described = await Promise.all(
    Array.from(byReason, ([reason, tasks]) => describe(context, reason, tasks)),
  )
  return described.flat()
}

const reasonOf = ({ stoppedReason, stopCode }: Task) => stoppedReason ?? stopCode ?? 'no reason'

async function describe(context: Context, reason: string, tasks: Task[]): Promise<string[]> {
  const [newest] = tasks as [Task]
  const containers = newest.containers ?? []
  const words = await Promise.all(
    containers.map(({ name }) => readLastLines(context, `ecs/${name}/${taskId(newest)}`)),
  )
  return [
    `  ${tasks.length} stopped, task ${taskId(newest)} last: ${reason}`,
    ...containers.flatMap((container, index) => [
      ...exitOf(container, reason),
      ...words[index]!.map((line) => `    | ${line}`),
    ]),
  ]
}

/** A container's exit code and reason, unless the task's reason contains them. */
function exitOf({ name, exitCode, reason }: Container, shown: string): string[] {
  const parts = [
    exitCode === undefined ? undefined : `exit code ${exitCode}`,
    reason && !shown.includes(reason) ? reason : undefined,
  ]
  const present = parts.filter((part) => part !== undefined)
  return present.length > 0 ? [`    container ${name}: ${present.join(', ')}`] : []
}

/** The last log lines of a container. A container that never started has no log. */
async function readLastLines({ aws, app }: Context, stream: string): Promise<string[]> {
  const read = aws.logs.send(
    new GetLogEventsCommand({
      logGroupName: app.logGroup,
      logStreamName: stream,
      limit: lastLines,
      startFromHead: false,
    }),
  )
  return unlessMissing(read, 'ResourceNotFoundException').then(
    (found) => found?.events?.map(({ message }) => message!) ?? [],
    (error: Error) => [`(its log cannot be read: ${error.message})`],
  )
}
