import type { Scope } from '../../../kernel/scope.ts'
import type { ConnectAliasRecord } from '../records.ts'
import { findDeployment } from '../service/service-record.ts'
import { ecsOf } from '../state.ts'
import { taskId } from '../task/task-id.ts'
import { findTaskDefinition } from '../task-definition/task-definition.ts'
import { connectServices } from './configuration.ts'

/** The port at which a task's container listens. The port of its instance is the proxy's, which `ingressPortOverride` may set. */
export function containerPortOf(
  scope: Scope,
  id: string,
  { discoveryArn }: ConnectAliasRecord,
): number | undefined {
  const { tasks, services } = ecsOf(scope)
  const task = tasks.values().find((each) => taskId(each) === id)
  const service = services.get(task?.serviceArn ?? '')
  const deployment = service && findDeployment(service, task?.startedBy)
  const resource = deployment?.serviceConnectResources?.find(
    (each) => each.discoveryArn === discoveryArn,
  )
  const connect = deployment?.serviceConnectConfiguration
  if (!task || !connect || !resource) return undefined
  const found = connectServices(connect, '').find(
    ({ discoveryName }) => discoveryName === resource.discoveryName,
  )
  return findTaskDefinition(scope, task.taskDefinitionArn)
    ?.containerDefinitions.flatMap(({ portMappings = [] }) => portMappings)
    .find(({ name }) => name === found?.portName)?.containerPort
}
