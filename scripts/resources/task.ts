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

/** The service's tasks that are meant to run, or those that stopped within the last hour. */
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

const lastWords = 10

/** Says why tasks of a task definition stopped, each reason once, with the last words of one task. */
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
  const told = await Promise.all(
    Array.from(byReason, ([reason, tasks]) => describe(context, reason, tasks)),
  )
  return told.flat()
}

const reasonOf = ({ stoppedReason, stopCode }: Task) => stoppedReason ?? stopCode ?? 'no reason'

async function describe(context: Context, reason: string, tasks: Task[]): Promise<string[]> {
  const [newest] = tasks as [Task]
  const containers = newest.containers ?? []
  const words = await Promise.all(
    containers.map(({ name }) => readLastWords(context, `ecs/${name}/${taskId(newest)}`)),
  )
  return [
    `  ${tasks.length} stopped, task ${taskId(newest)} last: ${reason}`,
    ...containers.flatMap((container, index) => [
      ...exitOf(container, reason),
      ...words[index]!.map((line) => `    | ${line}`),
    ]),
  ]
}

/** How a container ended, as far as the task's own reason does not say it. */
function exitOf({ name, exitCode, reason }: Container, said: string): string[] {
  const parts = [
    exitCode === undefined ? undefined : `exit code ${exitCode}`,
    reason && !said.includes(reason) ? reason : undefined,
  ]
  const told = parts.filter((part) => part !== undefined)
  return told.length > 0 ? [`    container ${name}: ${told.join(', ')}`] : []
}

/** What a container said last; a container that never began has no log, and a log may be out of reach. */
async function readLastWords({ aws, app }: Context, stream: string): Promise<string[]> {
  const read = aws.logs.send(
    new GetLogEventsCommand({
      logGroupName: app.logGroup,
      logStreamName: stream,
      limit: lastWords,
      startFromHead: false,
    }),
  )
  return unlessMissing(read, 'ResourceNotFoundException').then(
    (found) => found?.events?.map(({ message }) => message!) ?? [],
    (error: Error) => [`(its log cannot be read: ${error.message})`],
  )
}
