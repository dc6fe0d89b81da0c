import type { ManagedAgent, Task } from '@aws-sdk/client-ecs'
import type { Scope } from '../../../kernel/scope.ts'
import type { ContainerRecord, TaskRecord } from '../records.ts'
import { requireTaskDefinition } from '../task-definition/task-definition.ts'
import { sessionOf } from '../task/execution-role.ts'
import { rolesOf } from '../task/roles.ts'
import { routeFor } from '../task/route.ts'

/** A task as the API shows it: with the state of the SSM agent in its containers. */
export const withAgents = (task: TaskRecord): Task =>
  task.enableExecuteCommand
    ? {
        ...task,
        containers: task.containers.map((container) => ({
          ...container,
          managedAgents: [agentOf(container)],
        })),
      }
    : task

/** The agent starts and ends with its container. */
export const agentOf = ({ lastStatus, startedAt }: ContainerRecord): ManagedAgent => ({
  name: 'ExecuteCommandAgent',
  lastStatus,
  ...(startedAt && { lastStartedAt: startedAt }),
})

/** What the agent asks AWS for, with the task role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html */
const actions = [
  'CreateControlChannel',
  'CreateDataChannel',
  'OpenControlChannel',
  'OpenDataChannel',
]

/** Folders in which the agent writes: https://github.com/aws-containers/amazon-ecs-exec-checker/issues/71 */
const agentFolders = ['/var/lib/amazon', '/var/log/amazon']

/** The reason for which the agent of a container that runs is not connected to Session Manager. */
export function agentFault(
  scope: Scope,
  task: TaskRecord,
  container: ContainerRecord,
): string | undefined {
  const definition = requireTaskDefinition(scope, task.taskDefinitionArn)
  const { readonlyRootFilesystem, mountPoints = [] } = definition.containerDefinitions.find(
    ({ name }) => name === container.name,
  )!
  const isWritable = (folder: string) =>
    mountPoints.some(
      ({ containerPath = '', readOnly }) =>
        !readOnly && `${containerPath}/`.startsWith(`${folder}/`),
    )
  if (readonlyRootFilesystem && !agentFolders.every(isWritable))
    return `readonlyRootFilesystem is true, and the agent cannot write to ${agentFolders.join(' and ')}`
  const { reaches, reason } = routeFor(scope, task, 'ssmmessages')
  if (!reaches) return `it does not reach ssmmessages: ${reason}`
  const { taskRoleArn } = rolesOf(task.overrides, definition)
  const permissions = actions.map((action) => ({ action: `ssmmessages:${action}`, resource: '*' }))
  try {
    for (const permission of permissions)
      sessionOf(scope, task, { roleArn: taskRoleArn!, permission })
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
