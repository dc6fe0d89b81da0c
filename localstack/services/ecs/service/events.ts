import { randomUUID } from 'node:crypto'
import type { Scope } from '../../../kernel/scope.ts'
import type { DeploymentRecord, ServiceRecord, TaskRecord } from '../records.ts'
import { taskId } from '../task/task.ts'

/** Notes an event, newest first; https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html. */
export function addEvent(scope: Scope, service: ServiceRecord, text: string): void {
  const message = `(service ${service.serviceName}) ${text}`
  pushEvent(scope, service, message)
}

function pushEvent(scope: Scope, service: ServiceRecord, message: string): void {
  service.events.unshift({ id: randomUUID(), createdAt: scope.clock.now(), message })
  service.events.length = Math.min(service.events.length, 100)
}

const listed = (tasks: TaskRecord[]) => tasks.map((task) => `(task ${taskId(task)})`).join(' ')

/** The texts ECS uses, each with its own way of ending. */
export const say = {
  started: (tasks: TaskRecord[], replaced: number) =>
    `has started ${tasks.length} tasks: ${listed(tasks)}.` +
    (replaced > 0 ? ` Amazon ECS replaced ${replaced} tasks due to an unhealthy status.` : ''),
  stopped: (tasks: TaskRecord[]) => `has stopped ${tasks.length} running tasks: ${listed(tasks)}.`,
  registered: (count: number, group: string) =>
    `registered ${count} targets in (target-group ${group})`,
  deregistered: (count: number, group: string) =>
    `deregistered ${count} targets in (target-group ${group})`,
  failedContainerChecks: (task: TaskRecord) =>
    `(task ${taskId(task)}) failed container health checks.`,
  unhealthyTarget: (task: TaskRecord, target: { port: number; group: string; reason: string }) =>
    `(task ${taskId(task)}) (port ${target.port}) is unhealthy in (target-group ${target.group}) due to (reason ${target.reason})`,
  unableToPlace: (reason: string) =>
    `was unable to place a task. Reason: ${reason.replace(/\.?$/, '.')}`,
  unableToStart:
    'is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
  noInstances:
    'was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
  blocked:
    'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
  completed: ({ id }: DeploymentRecord) => `(deployment ${id}) deployment completed.`,
  failed: ({ id }: DeploymentRecord) =>
    `(deployment ${id}) deployment failed: tasks failed to start.`,
  rollingBack: ({ id }: DeploymentRecord) => `rolling back to deployment ${id}.`,
  steady: 'has reached a steady state.',
}

/** The one event that names the deployment beside the service. */
export function addDraining(
  scope: Scope,
  service: ServiceRecord,
  { id, count }: { id: string; count: number },
): void {
  const who = `(service ${service.serviceName}, taskSet ${id})`
  pushEvent(scope, service, `${who} has begun draining connections on ${count} tasks.`)
}
