import { arn } from '../../../kernel/arn.ts'
import type { AwsError } from '../../../kernel/errors.ts'
import { createLogGroup, createLogStream, findLogGroup, findLogStream } from '../../logs/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { isRegion } from '../../../kernel/region.ts'
import type { ContainerDefinitionRecord, TaskRecord } from '../records.ts'
import { asExecutionRole } from './execution-role.ts'
import { calling, TaskFailure } from './failure.ts'
import { routeFor } from './route.ts'
import { taskId } from './task-id.ts'

/** The log stream of a container's output: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html */
export interface LogDestination {
  region: string
  group: string
  stream: string
}

/** Returns undefined for a container without the awslogs driver. */
export function logDestination(
  { name, logConfiguration }: ContainerDefinitionRecord,
  task: TaskRecord,
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

/** Creates the container's log stream, as the awslogs driver does before the container starts. */
export function openLogStream(
  scope: Scope,
  task: TaskRecord,
  { destination, container }: { destination: LogDestination; container: ContainerDefinitionRecord },
): void {
  const { region, group, stream } = destination
  if (!isRegion(region))
    throw invalidLogger(
      `failed to create CloudWatch log stream: RequestError: send request failed caused by: Post "https://logs.${region}.amazonaws.com/": dial tcp: lookup logs.${region}.amazonaws.com: no such host`,
    )
  const host = region === scope.region ? 'logs' : `logs.${region}.amazonaws.com`
  if (!routeFor(scope, task, host).reaches)
    throw invalidLogger(
      'The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. signal: killed',
    )
  const logs = scope.inAccount(scope.account, region)
  const streams = arn(logs, 'logs', `log-group:${group}:log-stream:`)
  if (!findLogGroup(logs, group)) {
    if (!createsGroup(container))
      throw invalidLogger(
        'failed to create CloudWatch log stream: ResourceNotFoundException: The specified log group does not exist.',
      )
    calling(
      () =>
        asExecutionRole(scope, task, { action: 'logs:CreateLogGroup', resource: streams }, () =>
          createLogGroup(logs, { logGroupName: group }),
        ),
      notCreated('group'),
    )
  }
  const call = { action: 'logs:CreateLogStream', resource: streams + stream }
  if (!findLogStream(logs, group, stream))
    calling(
      () => asExecutionRole(scope, task, call, () => createLogStream(logs, group, stream)),
      notCreated('stream'),
    )
}

/** The driver reads the option with Go's strconv.ParseBool. */
function createsGroup({ logConfiguration }: ContainerDefinitionRecord): boolean {
  const text = logConfiguration?.options?.['awslogs-create-group'] ?? 'false'
  if (/^(1|t|T|TRUE|true|True)$/.test(text)) return true
  if (/^(0|f|F|FALSE|false|False)$/.test(text)) return false
  throw invalidLogger(
    `must specify valid value for log opt 'awslogs-create-group': strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`,
  )
}

const notCreated = (what: string) => (error: AwsError) =>
  invalidLogger(
    `create stream has been retried 1 times: failed to create Cloudwatch log ${what}: ${error.code}: ${error.message} : exit status 1`,
  )

const invalidLogger = (why: string) =>
  new TaskFailure(`ResourceInitializationError: failed to validate logger args: ${why}`)
