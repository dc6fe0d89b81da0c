import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import type { Container, Task } from '@aws-sdk/client-ecs'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'
import type { AppService } from '../release/services.ts'
import { streamOf } from '../resources/log-stream.ts'
import { listTasks } from '../resources/task.ts'
import { requireTaskDefinition } from '../resources/task-definition.ts'
import { shorten } from './short.ts'
import { outputMark } from './symptom.ts'

const lastLines = 10

/** What of a rollout has failed. */
export interface FailedRollout {
  service: AppService
  taskDefinition: string
  /** The path of the load balancer's health check. Lines with it are left out of the output. */
  healthPath?: string | undefined
  /** The ARNs of tasks that had stopped before. */
  known?: Set<string | undefined>
}

/** Describes why tasks of a task definition stopped: each reason once, with one task's last log lines. */
export async function describeFailedTasks(
  context: Context,
  rollout: FailedRollout,
): Promise<string[]> {
  const stopped = await listTasks(context, rollout.service, 'STOPPED')
  const failed = stopped
    .filter((task) => task.taskDefinitionArn === rollout.taskDefinition)
    .filter(({ taskArn }) => !rollout.known?.has(taskArn))
    .filter(({ stoppedReason }) => !stoppedReason?.startsWith('Scaling activity'))
    .toSorted((one, other) => Number(other.stoppedAt) - Number(one.stoppedAt))
  const byReason = Map.groupBy(failed, reasonOf)
  const described = await Promise.all(
    Array.from(byReason, ([reason, tasks]) => describe(context, reason, tasks)),
  )
  return described.flat()

  async function describe(own: Context, reason: string, tasks: Task[]): Promise<string[]> {
    const [newest] = tasks as [Task]
    const containers = newest.containers ?? []
    const output = await Promise.all(
      containers.map(({ name }) => readLastLines(own, newest, name!)),
    )
    return [
      `${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'} stopped: ${reason}`,
      ...containers.flatMap((container, index) => [
        ...exitOf(container, newest, reason),
        ...tellingLines(output[index]!, rollout.healthPath).map((line) => `  ${outputMark}${line}`),
      ]),
    ]
  }
}

const reasonOf = ({ stoppedReason, stopCode }: Task) =>
  shorten(stoppedReason ?? stopCode ?? 'no reason')

/**
 * A container's exit code and reason, unless the task's reason contains them. The exit code of a
 * container that ECS has stopped says nothing.
 */
function exitOf({ name, exitCode, reason }: Container, task: Task, shown: string): string[] {
  const ended = task.stopCode === 'EssentialContainerExited' && exitCode !== undefined
  const parts = [
    ended ? `exit code ${exitCode}` : undefined,
    reason && !shown.includes(shorten(reason)) ? shorten(reason) : undefined,
  ]
  const present = parts.filter((part) => part !== undefined)
  return present.length > 0 ? [`  container ${name}: ${present.join(', ')}`] : []
}

/** A frame of a stack trace. The error stands before the frames. */
const frame = /^\s+at /

/** The last lines without stack frames, health checks and repetitions, which would leave no room for the error. */
export const tellingLines = (lines: string[], healthPath?: string): string[] =>
  lines
    .filter((line) => line.trim() !== '' && !frame.test(line))
    .filter((line) => !healthPath || healthPath === '/' || !line.includes(healthPath))
    .filter((line, index, all) => line !== all[index - 1])
    .slice(-lastLines)

/** The last log lines of a container. A container that never started has no log. */
async function readLastLines(context: Context, task: Task, container: string): Promise<string[]> {
  return readLog(context, task, container).catch((error: Error) => [
    `(its log cannot be read: ${error.message})`,
  ])
}

async function readLog(context: Context, task: Task, container: string): Promise<string[]> {
  const { containerDefinitions } = await requireTaskDefinition(context, task.taskDefinitionArn!)
  const definition = containerDefinitions?.find(({ name }) => name === container)
  const stream = definition && streamOf(definition, task)
  if (!stream) return []
  const found = await unlessMissing(
    context.aws.logs.send(
      new GetLogEventsCommand({
        logGroupName: stream.group,
        logStreamName: stream.name,
        limit: lastLines * 10,
        startFromHead: false,
      }),
    ),
    'ResourceNotFoundException',
  )
  return found?.events?.flatMap(({ message = '' }) => message.trimEnd().split('\n')) ?? []
}
