import type { Service } from '@aws-sdk/client-ecs'
import { arn } from '../../../kernel/arn.ts'
import { awsError } from '../../../kernel/errors.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { pending } from '../cluster/cluster.ts'
import type { ClusterRecord, DeploymentRecord, ServiceRecord, TaskRecord } from '../records.ts'
import { ecsOf } from '../state.ts'
import { primaryOf } from './service-record.ts'

export const serviceArn = (scope: Scope, cluster: ClusterRecord, name: string) =>
  arn(scope, 'ecs', `service/${cluster.clusterName}/${name}`)

/** Finds a service of a cluster by its name or ARN. */
export function findService(
  scope: Scope,
  cluster: ClusterRecord,
  reference: string,
): ServiceRecord | undefined {
  const key = reference.startsWith('arn:') ? reference : serviceArn(scope, cluster, reference)
  const found = ecsOf(scope).services.get(key)
  return found?.clusterArn === cluster.clusterArn ? found : undefined
}

/** The active service an operation changes, or ECS's error. */
export function requireService(
  scope: Scope,
  cluster: ClusterRecord,
  reference: string,
): ServiceRecord {
  const service = findService(scope, cluster, reference)
  if (!service) throw awsError('ServiceNotFoundException', 'Service not found.')
  if (service.status !== 'ACTIVE')
    throw awsError('ServiceNotActiveException', 'Service was not ACTIVE.')
  return service
}

/** The tasks of a service that are not over. */
export const tasksOf = (scope: Scope, { serviceArn }: ServiceRecord): TaskRecord[] =>
  ecsOf(scope)
    .tasks.values()
    .filter((task) => task.serviceArn === serviceArn && task.lastStatus !== 'STOPPED')
    .toArray()

/** A service as it is told, with its tasks counted now. */
export function describeService(scope: Scope, service: ServiceRecord): Service {
  const tasks = tasksOf(scope, service)
  const count = (of: TaskRecord[]) => ({
    runningCount: of.filter(({ lastStatus }) => lastStatus === 'RUNNING').length,
    pendingCount: of.filter(
      ({ lastStatus, desiredStatus }) => pending.has(lastStatus) && desiredStatus === 'RUNNING',
    ).length,
  })
  return {
    ...service,
    ...count(tasks),
    events: service.events.slice(0, 100),
    deployments: service.deployments.map((deployment) => ({
      ...deployment,
      ...count(tasks.filter(({ startedBy }) => startedBy === deployment.id)),
      desiredCount: isWhole(service, deployment) ? service.desiredCount : 0,
    })),
  }
}

/** Blue/green keeps the old tasks as they are until the new ones have proved themselves. */
const isWhole = (service: ServiceRecord, { status, rolloutState }: DeploymentRecord) =>
  status === 'PRIMARY' ||
  (primaryOf(service).strategy === 'BLUE_GREEN' &&
    primaryOf(service).rolloutState === 'IN_PROGRESS' &&
    rolloutState === 'COMPLETED')
