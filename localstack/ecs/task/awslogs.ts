import { arn } from '../../arn.ts'
import { AwsError } from '../../errors.ts'
import { createLogGroup, findLogGroup } from '../../logs/group.ts'
import { appendLogEvents, createLogStream } from '../../logs/stream.ts'
import type { Scope } from '../../operation.ts'
import type { ContainerDefinition } from '../task-definition/task-definition.ts'
import type { Agent } from './agent.ts'
import { asExecutionRole } from './execution-role.ts'
import { TaskFailure } from './failure.ts'
import { routeFor } from './route.ts'
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
  task: Task,
  { destination, container }: { destination: LogDestination; container: ContainerDefinition },
): void {
  const { region, group, stream } = destination
  const host = region === scope.region ? 'logs' : `logs.${region}.amazonaws.com`
  if (!routeFor(scope, task, host).reaches)
    throw invalidLogger(
      'The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. signal: killed',
    )
  const logs = scope.inAccount(scope.account, region)
  const resource = arn(logs, 'logs', `log-group:${group}`)
  if (!findLogGroup(logs, group)) {
    if (container.logConfiguration?.options?.['awslogs-create-group'] !== 'true')
      throw invalidLogger(
        'failed to create CloudWatch log stream: ResourceNotFoundException: The specified log group does not exist.',
      )
    logging('group', () =>
      asExecutionRole(scope, task, { action: 'logs:CreateLogGroup', resource }, () =>
        createLogGroup(logs, { logGroupName: group }),
      ),
    )
  }
  const call = { action: 'logs:CreateLogStream', resource: `${resource}:log-stream:${stream}` }
  if (!findLogGroup(logs, group)!.streams.has(stream))
    logging('stream', () =>
      asExecutionRole(scope, task, call, () => createLogStream(logs, group, stream)),
    )
}

function logging(what: string, make: () => unknown): void {
  try {
    make()
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    throw invalidLogger(
      `create stream has been retried 1 times: failed to create Cloudwatch log ${what}: ${error.code}: ${error.message} : exit status 1`,
    )
  }
}

const invalidLogger = (why: string) =>
  new TaskFailure(`ResourceInitializationError: failed to validate logger args: ${why}`)

interface Following {
  task: Task
  container: ContainerDefinition
  record: TaskContainer
}

/** Begins to copy what a running container says to its log stream, where it has one. */
export function followOutput(
  agent: Agent,
  scope: Scope,
  { task, container, record }: Following,
): void {
  const destination = logDestination(container, task)
  if (!destination) return
  const logScope = agent.emulator.scope(scope.account, destination.region)
  const output = { container: record, signal: agent.closed }
  agent.copyOutput(record.dockerId!, pumpLogs(logScope, destination, output))
}

/** Copies a container's output until the container or the emulator ends, last words included; lines that come together are stored together. */
async function pumpLogs(
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
