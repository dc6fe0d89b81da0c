import type { Service, Task } from '@aws-sdk/client-ecs'
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2'
import { taskId } from '../resources/log-stream.ts'
import { readTargetHealth } from '../resources/target-group.ts'
import { listTasks } from '../resources/task.ts'
import { shortName } from '../resources/task-definition.ts'
import type { Context } from './context.ts'
import type { ResultOf } from './results.ts'
import { serviceLines } from './service-lines.ts'
import type { AppService } from './services.ts'
import { stopText, targetOf } from './task-text.ts'

/** What a service is at one moment. */
export interface ServiceView {
  service: Service
  running: Task[]
  /** Those that stopped in the last hour. */
  stopped: Task[]
  targets: TargetHealthDescription[]
}

/** Reads the tasks and targets of a service. */
export async function readServiceView(
  context: Context,
  service: AppService,
  found: Service,
): Promise<ServiceView> {
  const [running, stopped, targets] = await Promise.all([
    listTasks(context, service, 'RUNNING'),
    listTasks(context, service, 'STOPPED'),
    readTargets(context, found),
  ])
  return { service: found, running, stopped, targets }
}

/** The health of the targets in all target groups of a service. */
export async function readTargets(
  context: Context,
  { loadBalancers = [] }: Service,
): Promise<TargetHealthDescription[]> {
  const groups = loadBalancers.flatMap(({ targetGroupArn }) => targetGroupArn ?? [])
  const health = await Promise.all(
    groups.map((TargetGroupArn) => readTargetHealth(context, { TargetGroupArn })),
  )
  return health.flat()
}

/** Shows a service on the terminal, if there is one. Its events are lasting lines already. */
export const showView = ({ view }: Context, read: ServiceView): void =>
  view?.(read.service.serviceName!, serviceLines({ ...describeView(read), events: [] }))

/** A service as `status` returns it. */
export const describeView = ({
  service,
  running,
  stopped,
  targets,
}: ServiceView): ResultOf<'status'>['services'][number] => ({
  service: service.serviceName ?? '',
  status: service.status,
  running: service.runningCount ?? 0,
  desired: service.desiredCount ?? 0,
  pending: service.pendingCount ?? 0,
  deployments: (service.deployments ?? []).map((deployment) => ({
    status: deployment.status ?? '',
    state: deployment.rolloutState,
    taskDefinition: shortName(deployment.taskDefinition),
    running: deployment.runningCount ?? 0,
    desired: deployment.desiredCount ?? 0,
    updated: deployment.updatedAt?.toISOString(),
  })),
  tasks: running.map((task) => ({
    task: taskId(task),
    status: task.lastStatus ?? '',
    health: task.healthStatus ?? 'UNKNOWN',
    taskDefinition: shortName(task.taskDefinitionArn),
    target: targetText(targetOf(task, targets)),
  })),
  stopped: stopped
    .toSorted((one, other) => Number(other.stoppedAt ?? 0) - Number(one.stoppedAt ?? 0))
    .map((task) => ({
      task: taskId(task),
      taskDefinition: shortName(task.taskDefinitionArn),
      time: task.stoppedAt?.toISOString(),
      reason: stopText(task),
    })),
  events: (service.events ?? []).slice(0, lastEvents).map(({ createdAt, message = '' }) => ({
    time: createdAt?.toISOString(),
    message,
  })),
})

const lastEvents = 8

function targetText(description: TargetHealthDescription | undefined): string | undefined {
  if (!description) return undefined
  const { Target, TargetHealth } = description
  const health = [TargetHealth?.State, TargetHealth?.Description].filter(Boolean).join(', ')
  return `${Target?.Id}:${Target?.Port} ${health}`
}
