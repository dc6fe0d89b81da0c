import { createLogGroup, findLogGroup } from '../../logs/group.ts'
import { appendLogEvents, createLogStream } from '../../logs/stream.ts'
import type { Scope } from '../../operation.ts'
import type { ContainerDefinition } from '../task-definition/task-definition.ts'
import { TaskFailure } from './failure.ts'
import { type Task, type TaskContainer, taskId } from './task.ts'

/** Where a container's output goes: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html */
export interface LogDestination {
  region: string
  group: string
  stream: string
}

/** Undefined for a container without the awslogs driver. */
export function logDestination(
  { name, logConfiguration }: ContainerDefinition,
  task: Task,
): LogDestination | undefined {
  if (logConfiguration?.logDriver !== 'awslogs') return undefined
  const options = logConfiguration.options ?? {}
  const region = options['awslogs-region']
  if (!region)
    throw invalidLogger('unable to get awslogs driver arguments: awslogs-region is required')
  const prefix = options['awslogs-stream-prefix']
  const group = options['awslogs-group']!
  return { region, group, stream: `${prefix}/${name}/${taskId(task)}` }
}

/** Makes the container's log stream, as the awslogs driver does before the container starts. */
export function openLogStream(
  scope: Scope,
  { group, stream }: LogDestination,
  { logConfiguration }: ContainerDefinition,
): void {
  if (!findLogGroup(scope, group)) {
    if (logConfiguration?.options?.['awslogs-create-group'] !== 'true')
      throw invalidLogger(
        'failed to create CloudWatch log stream: ResourceNotFoundException: The specified log group does not exist.',
      )
    createLogGroup(scope, { logGroupName: group })
  }
  if (!findLogGroup(scope, group)!.streams.has(stream)) createLogStream(scope, group, stream)
}

const invalidLogger = (why: string) =>
  new TaskFailure(`ResourceInitializationError: failed to validate logger args: ${why}`)

/** Copies a container's output until the container or the emulator ends, last words included; lines that come together are stored together. */
export async function pumpLogs(
  scope: Scope,
  { group, stream }: LogDestination,
  { container, signal }: { container: TaskContainer; signal: AbortSignal },
): Promise<void> {
  let waiting: { timestamp: number; message: string }[] = []
  const flush = () => {
    const events = waiting
    waiting = []
    if (findLogGroup(scope, group)?.streams.has(stream))
      appendLogEvents(scope, group, stream, events)
  }
  const readUntil = container.logsReadUntil
  for await (const line of scope.docker.logs(container.dockerId!, readUntil, signal)) {
    if (line.since === readUntil) continue
    if (waiting.length === 0) setImmediate(flush)
    waiting.push({ timestamp: line.timestamp.getTime(), message: line.message })
    container.logsReadUntil = line.since
  }
  flush()
}
