import type { Scope } from '../../../kernel/scope.ts'
import type { ContainerRecord, TaskRecord } from '../records.ts'
import { requireTaskDefinition } from '../task-definition/task-definition.ts'
import { rolesOf } from './roles.ts'

/** The address of the task endpoint, which the pause container serves. */
const base = 'http://169.254.170.2'

/** Environment variables with the URLs of a container's metadata, of the agent, and of its task role's credentials. */
export function endpointVariables(
  scope: Scope,
  task: TaskRecord,
  { metadataId }: ContainerRecord,
): [string, string][] {
  const definition = requireTaskDefinition(scope, task.taskDefinitionArn)
  const { taskRoleArn } = rolesOf(task.overrides, definition)
  const credentials: [string, string] = [
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    `/v2/credentials/${task.credentialsId}`,
  ]
  return [
    ['ECS_CONTAINER_METADATA_URI', `${base}/v3/${metadataId}`],
    ['ECS_CONTAINER_METADATA_URI_V4', `${base}/v4/${metadataId}`],
    ['ECS_AGENT_URI', `${base}/api/${metadataId}`],
    ...(taskRoleArn ? [credentials] : []),
  ]
}
