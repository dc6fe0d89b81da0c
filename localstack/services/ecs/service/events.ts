import type { DeploymentRecord } from '../records.ts'
import { taskId } from '../task/task-id.ts'

interface NamedTask {
  taskArn: string
}

const listed = (tasks: NamedTask[]) => tasks.map((task) => `(task ${taskId(task)})`).join(' ')

/** Texts of ECS's events, without the service's name: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html */
export const eventText = {
  started: (tasks: NamedTask[], replaced: number) =>
    `has started ${tasks.length} tasks: ${listed(tasks)}.` +
    (replaced > 0 ? ` Amazon ECS replaced ${replaced} tasks due to an unhealthy status.` : ''),
  stopped: (tasks: NamedTask[]) => `has stopped ${tasks.length} running tasks: ${listed(tasks)}.`,
  registered: (count: number, group: string) =>
    `registered ${count} targets in (target-group ${group})`,
  deregistered: (count: number, group: string) =>
    `deregistered ${count} targets in (target-group ${group})`,
  failedContainerChecks: (task: NamedTask) =>
    `(task ${taskId(task)}) failed container health checks.`,
  unhealthyTarget: (task: NamedTask, target: { port: number; group: string; reason: string }) =>
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
  failed: ({ id }: Pick<DeploymentRecord, 'id'>, reason: string) =>
    `(deployment ${id}) deployment failed: ${reason}`,
  rollingBack: ({ id }: DeploymentRecord) => `rolling back to deployment ${id}.`,
  steady: 'has reached a steady state.',
}
