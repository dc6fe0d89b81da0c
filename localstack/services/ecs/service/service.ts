import type {
  Deployment as DeploymentRecord,
  LoadBalancer,
  NetworkConfiguration,
  Service as ServiceRecord,
  ServiceEvent,
} from '@aws-sdk/client-ecs'
import { arn } from '../../../kernel/arn.ts'
import { awsError } from '../../../kernel/errors.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { type Cluster, pending } from '../cluster/cluster.ts'
import { ecsOf } from '../state.ts'
import type { Task } from '../task/task.ts'
import type { RollingConfiguration } from './configuration.ts'
import type { ServiceRevision } from './revision.ts'
import type { ServiceDeployment } from './service-deployment.ts'

export interface Deployment extends DeploymentRecord {
  id: string
  status: 'PRIMARY' | 'ACTIVE'
  taskDefinition: string
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED'
  createdAt: Date
  failedTasks: number
  networkConfiguration: NetworkConfiguration
  serviceRevisionArn: string
  /** Whether it has been said that the percents leave no room to move. */
  saidBlocked: boolean
  /** Tasks in a row that did not even reach RUNNING: what the back-off follows. */
  startFailures: number
  /** No task is started before. */
  notBefore: Date
  strategy: 'ROLLING' | 'BLUE_GREEN'
  /** Milliseconds by which it takes longer on AWS than here. */
  moreOnAws: number
  /** When blue/green's bake time ends. */
  bakedAt?: Date
}

export interface Service extends ServiceRecord {
  serviceArn: string
  serviceName: string
  clusterArn: string
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE'
  desiredCount: number
  taskDefinition: string
  loadBalancers: LoadBalancer[]
  deploymentConfiguration: RollingConfiguration
  networkConfiguration: NetworkConfiguration
  deployments: Deployment[]
  events: ServiceEvent[]
  serviceDeployments: ServiceDeployment[]
  /** Newest first. */
  revisions: ServiceRevision[]
  /** What the circuit breaker rolls back to. */
  lastCompleted?: Deployment
  /** When it last said that it is steady; undefined while it is not. */
  steadySince?: Date
  /** What it was created with, by which a repeated call is recognised. */
  request: string
}

export const serviceArn = (scope: Scope, cluster: Cluster, name: string) =>
  arn(scope, 'ecs', `service/${cluster.clusterName}/${name}`)

/** Finds a service of a cluster by its name or ARN. */
export function findService(
  scope: Scope,
  cluster: Cluster,
  reference: string,
): Service | undefined {
  const key = reference.startsWith('arn:') ? reference : serviceArn(scope, cluster, reference)
  const found = ecsOf(scope).services.get(key)
  return found?.clusterArn === cluster.clusterArn ? found : undefined
}

/** The active service an operation changes, or ECS's error. */
export function requireService(scope: Scope, cluster: Cluster, reference: string): Service {
  const service = findService(scope, cluster, reference)
  if (!service) throw awsError('ServiceNotFoundException', 'Service not found.')
  if (service.status !== 'ACTIVE')
    throw awsError('ServiceNotActiveException', 'Service was not ACTIVE.')
  return service
}

/** The tasks of a service that are not over. */
export const tasksOf = (scope: Scope, { serviceArn }: Service): Task[] =>
  ecsOf(scope)
    .tasks.values()
    .filter((task) => task.serviceArn === serviceArn && task.lastStatus !== 'STOPPED')
    .toArray()

/** A service as it is told, with its tasks counted now. */
export function describeService(scope: Scope, service: Service): ServiceRecord {
  const tasks = tasksOf(scope, service)
  const count = (of: Task[]) => ({
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
const isWhole = (service: Service, { status, rolloutState }: Deployment) =>
  status === 'PRIMARY' ||
  (primaryOf(service).strategy === 'BLUE_GREEN' &&
    primaryOf(service).rolloutState === 'IN_PROGRESS' &&
    rolloutState === 'COMPLETED')

export const primaryOf = ({ deployments }: Service): Deployment =>
  deployments.find(({ status }) => status === 'PRIMARY')!
