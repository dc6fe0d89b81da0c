import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import {
  type DesiredStatus,
  DescribeTasksCommand,
  ListTasksCommand,
  type Task,
} from '@aws-sdk/client-ecs'
import type { Context } from '../lib/context.ts'

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

const shown = 3
const lastWords = 10

/** Says why tasks of a task definition stopped, with the last words of their containers. */
export async function describeFailedTasks(
  context: Context,
  taskDefinition: string,
): Promise<string[]> {
  const stopped = await listTasks(context, 'STOPPED')
  const failed = stopped
    .filter((task) => task.taskDefinitionArn === taskDefinition)
    .filter(({ stoppedReason }) => !stoppedReason?.startsWith('Scaling activity'))
    .toSorted((one, other) => Number(other.stoppedAt) - Number(one.stoppedAt))
  const told = await Promise.all(failed.slice(0, shown).map((task) => describe(context, task)))
  return told.flat()
}

async function describe(context: Context, task: Task): Promise<string[]> {
  const containers = task.containers ?? []
  const words = await Promise.all(
    containers.map(({ name }) => readLastWords(context, `ecs/${name}/${taskId(task)}`)),
  )
  return [
    `  task ${taskId(task)} stopped: ${task.stoppedReason ?? task.stopCode}`,
    ...containers.flatMap(({ name, exitCode, reason }, index) => [
      `    container ${name}: ${[exitCode === undefined ? '' : `exit code ${exitCode}`, reason].filter(Boolean).join(', ')}`,
      ...words[index]!.map((line) => `    | ${line}`),
    ]),
  ]
}

async function readLastWords({ aws, app }: Context, stream: string): Promise<string[]> {
  const { events = [] } = await aws.logs
    .send(
      new GetLogEventsCommand({
        logGroupName: app.logGroup,
        logStreamName: stream,
        limit: lastWords,
        startFromHead: false,
      }),
    )
    .catch(() => ({ events: [] }))
  return events.map(({ message }) => message!)
}
