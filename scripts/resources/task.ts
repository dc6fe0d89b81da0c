import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import {
  type Container,
  type DesiredStatus,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  type Task,
} from '@aws-sdk/client-ecs'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'
import type { AppService } from '../release/services.ts'
import { streamOf, taskId } from './log-stream.ts'

/** Lists a service's running tasks, or those that stopped in the last hour. */
export async function listTasks(
  context: Context,
  { name }: AppService,
  desired: DesiredStatus,
): Promise<Task[]> {
  const { aws, app } = context
  const { taskArns = [] } = await aws.ecs.send(
    new ListTasksCommand({ cluster: app.name, serviceName: name, desiredStatus: desired }),
  )
  return taskArns.length === 0 ? [] : describeTasks(context, taskArns)
}

export async function describeTasks({ aws, app }: Context, arns: string[]): Promise<Task[]> {
  const { tasks = [] } = await aws.ecs.send(
    new DescribeTasksCommand({ cluster: app.name, tasks: arns }),
  )
  return tasks
}

const lastLines = 10

/** Describes why tasks of a task definition stopped: each reason once, with one task's last log lines. */
export async function describeFailedTasks(
  context: Context,
  service: AppService,
  taskDefinition: string,
): Promise<string[]> {
  const stopped = await listTasks(context, service, 'STOPPED')
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
    containers.map(({ name }) => readLastLines(context, newest, name!)),
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
async function readLastLines(context: Context, task: Task, container: string): Promise<string[]> {
  return readLog(context, task, container).catch((error: Error) => [
    `(its log cannot be read: ${error.message})`,
  ])
}

async function readLog({ aws }: Context, task: Task, container: string): Promise<string[]> {
  const { taskDefinition } = await aws.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: task.taskDefinitionArn }),
  )
  const definition = taskDefinition?.containerDefinitions?.find(({ name }) => name === container)
  const stream = definition && streamOf(definition, task)
  if (!stream) return []
  const found = await unlessMissing(
    aws.logs.send(
      new GetLogEventsCommand({
        logGroupName: stream.group,
        logStreamName: stream.name,
        limit: lastLines,
        startFromHead: false,
      }),
    ),
    'ResourceNotFoundException',
  )
  return found?.events?.map(({ message }) => message!) ?? []
}
