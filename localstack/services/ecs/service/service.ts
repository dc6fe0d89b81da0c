import type { Service } from '@aws-sdk/client-ecs'
import { arn } from '../../../kernel/arn.ts'
import { awsError } from '../../../kernel/errors.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { pending } from '../cluster/cluster.ts'
import { nameInCluster } from '../identifier.ts'
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
  const name = nameInCluster(scope, cluster, { reference, kind: 'Service' })
  return ecsOf(scope).services.get(serviceArn(scope, cluster, name))
}

/** Returns an active service, or throws ECS's error. */
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

/** The tasks of a service that have not stopped. */
export const tasksOf = (scope: Scope, { serviceArn }: ServiceRecord): TaskRecord[] =>
  ecsOf(scope)
    .tasks.values()
    .filter((task) => task.serviceArn === serviceArn && task.lastStatus !== 'STOPPED')
    .toArray()

/** Describes a service, with the current numbers of its tasks. */
export function serviceToApi(scope: Scope, service: ServiceRecord): Service {
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

/** A strategy that shifts traffic keeps all old tasks until the deployment is complete. */
const isWhole = (service: ServiceRecord, { status, rolloutState }: DeploymentRecord) =>
  status === 'PRIMARY' ||
  (primaryOf(service).strategy !== 'ROLLING' &&
    primaryOf(service).rolloutState === 'IN_PROGRESS' &&
    rolloutState === 'COMPLETED')
