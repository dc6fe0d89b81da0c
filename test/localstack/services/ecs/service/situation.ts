import type { DeploymentConfiguration, LoadBalancer } from '@aws-sdk/client-ecs'
import type {
  DeploymentRecord,
  RevisionRecord,
  ServiceRecord,
} from '../../../../../localstack/services/ecs/records.ts'
import type { Action } from '../../../../../localstack/services/ecs/service/action.ts'
import { rollingConfiguration } from '../../../../../localstack/services/ecs/service/configuration.ts'
import { decide } from '../../../../../localstack/services/ecs/service/decide.ts'
import type {
  Snapshot,
  TaskSnapshot,
} from '../../../../../localstack/services/ecs/service/snapshot.ts'

export const now = new Date('2026-01-01T12:00:00Z')
export const later = (ms: number) => new Date(now.getTime() + ms)

/** A primary deployment in progress. */
export const deployment = (
  id: string,
  overrides: Partial<DeploymentRecord> = {},
): DeploymentRecord => ({
  id,
  status: 'PRIMARY',
  rolloutState: 'IN_PROGRESS',
  strategy: 'ROLLING',
  taskDefinition: `definition-of-${id}`,
  serviceRevisionArn: `revision-of-${id}`,
  networkConfiguration: {},
  createdAt: now,
  notBefore: now,
  failedTasks: 0,
  startFailures: 0,
  saidBlocked: false,
  moreOnAws: 0,
  ...overrides,
})

/** The deployment that was completed before. */
export const completed = (id = 'old', overrides: Partial<DeploymentRecord> = {}) =>
  deployment(id, { status: 'ACTIVE', rolloutState: 'COMPLETED', ...overrides })

/** A healthy task of a deployment, with a container health check. */
export const task = (
  id: string,
  startedBy: string,
  overrides: Partial<TaskSnapshot> = {},
): TaskSnapshot => ({
  taskArn: `task/${id}`,
  startedBy,
  lastStatus: 'RUNNING',
  desiredStatus: 'RUNNING',
  startedAt: later(-60_000),
  age: 60_000,
  hasHealthCheck: true,
  healthStatus: 'HEALTHY',
  healthySince: later(-30_000),
  isProtected: false,
  privateAddress: '10.0.0.1',
  targets: [],
  imageDigests: {},
  ...overrides,
})

export const starting: Partial<TaskSnapshot> = {
  lastStatus: 'PENDING',
  healthStatus: 'UNKNOWN',
  startedAt: undefined,
  healthySince: undefined,
  age: -Infinity,
}

/** Running, without a result of its health check yet. */
export const checking: Partial<TaskSnapshot> = { healthStatus: 'UNKNOWN', healthySince: undefined }

export const unhealthy: Partial<TaskSnapshot> = { healthStatus: 'UNHEALTHY' }

export const stopping: Partial<TaskSnapshot> = {
  desiredStatus: 'STOPPED',
  lastStatus: 'DEACTIVATING',
}

export const cannotStart: Partial<TaskSnapshot> = {
  ...starting,
  ...stopping,
  stopCode: 'TaskFailedToStart',
  stoppedReason: 'CannotPullContainerError',
}

export interface Situation {
  desired?: number
  configuration?: DeploymentConfiguration
  deployments?: DeploymentRecord[]
  loadBalancers?: LoadBalancer[]
  service?: Partial<ServiceRecord>
  /** Of the service deployment in progress. */
  record?: Partial<ServiceRecord['serviceDeployments'][number]>
  tasks?: TaskSnapshot[]
  snapshot?: Partial<Snapshot>
}

/** Decides on the actions of a service with a load balancer only where one is given. */
export function decideIn(situation: Situation): Action[] {
  const { desired = 2, deployments = [deployment('new')], loadBalancers = [] } = situation
  const [primary] = deployments
  const service: ServiceRecord = {
    serviceArn: 'arn:service',
    serviceName: 'web',
    clusterArn: 'arn:cluster',
    status: 'ACTIVE',
    desiredCount: desired,
    taskDefinition: primary!.taskDefinition,
    loadBalancers,
    deploymentConfiguration: rollingConfiguration(situation.configuration),
    networkConfiguration: {},
    deployments,
    events: [],
    serviceDeployments: [
      {
        serviceDeploymentArn: 'arn:service-deployment',
        deploymentId: primary!.id,
        createdAt: now,
        status: 'IN_PROGRESS',
        deploymentCircuitBreaker: { status: 'MONITORING', failureCount: 0, threshold: 3 },
        ...situation.record,
      },
    ],
    revisions: [...deployments, completed()].map((each) => revisionOf(each, loadBalancers)),
    lastCompleted: deployments.find(({ rolloutState }) => rolloutState === 'COMPLETED'),
    request: '',
    ...situation.service,
  }
  const snapshot: Snapshot = {
    now,
    rate: 1,
    tasks: situation.tasks ?? [],
    targetGroups: {
      blue: { deregistrationDelay: 10, timeToUnhealthy: 10_000 },
      green: { deregistrationDelay: 10, timeToUnhealthy: 10_000 },
    },
    forwards: {},
    alarms: [],
    canRollBack: true,
    ...situation.snapshot,
  }
  return decide(frozen(service), frozen(snapshot))
}

/** In blue/green the target group of deployment `old` is blue, and that of all others is green. */
function revisionOf({ id }: DeploymentRecord, loadBalancers: LoadBalancer[]): RevisionRecord {
  return {
    serviceRevisionArn: `revision-of-${id}`,
    taskDefinition: `definition-of-${id}`,
    loadBalancers,
    targets: loadBalancers.map((balancer) => ({
      ...balancer,
      targetGroupArn:
        balancer.advancedConfiguration && id !== 'old' ? 'green' : balancer.targetGroupArn,
    })),
    containerImages: [{ containerName: 'app', image: 'web:1' }],
    createdAt: now,
  }
}

/** Freezes plain data, so that a decision that changes its input throws. */
function frozen<T>(data: T): T {
  if (typeof data !== 'object' || data === null || data instanceof Date) return data
  Object.values(data).forEach(frozen)
  return Object.freeze(data)
}

/** One line per action. Times and AWS's part of waits are left out. */
export const summary = (actions: Action[]): string[] => actions.flatMap(lineOf)

function lineOf(action: Action): string[] {
  switch (action.type) {
    case 'startTasks':
      return [`start ${action.count} of ${action.deploymentId}`]
    case 'stopTask':
      return [`stop ${action.taskArn.slice(5)}`]
    case 'changeTask':
      return [`${action.taskArn.slice(5)}: ${Object.keys(action.changes).join(', ')}`]
    case 'registerTarget':
    case 'deregisterTarget': {
      const { targetGroupArn, Id, Port } = action.target
      return [`${action.type} ${action.taskArn.slice(5)} ${targetGroupArn} ${Id}:${Port}`]
    }
    case 'shiftTraffic': {
      const weights = action.forwards.map(({ arn, weight }) => `${arn} ${weight}`)
      return [`shift ${action.ruleArn}: ${weights.join(', ')}`]
    }
    case 'startHooks':
      return action.hooks.map(
        ({ expiresAt, timeoutAction }) =>
          `pause for ${(expiresAt.getTime() - now.getTime()) / 60_000} min, then ${timeoutAction}`,
      )
    case 'emitEvent':
      return [`event ${action.message.replace('(service web) ', '')}`]
    case 'resolveImage':
      return [`resolve ${action.containerName} of ${action.serviceRevisionArn}`]
    case 'changeDeployment':
      return changesOf(action.id, action.changes)
    case 'changeService':
      return changesOf('service', action.changes)
    case 'changeServiceDeployment':
      return changesOf('record', action.changes)
    case 'forgetDeployment':
    case 'completeDeployment':
    case 'failDeployment':
      return [`${action.type} ${action.id}`]
    case 'finishServiceDeployment':
      return [`finish ${action.outcome.status}`]
    case 'rollBack':
    case 'observeAgain':
      return [action.type]
  }
}

function changesOf(subject: string, changes: object): string[] {
  const lines = Object.entries(changes).flatMap(([key, value]) => {
    if (key === 'deploymentCircuitBreaker') return [`breaker ${value.status} ${value.failureCount}`]
    if (key === 'targetServiceRevision')
      return [
        `traffic ${value.requestedProductionTrafficWeight}, test ${value.requestedTestTrafficWeight}`,
      ]
    if (key === 'alarms') return [`alarms ${value.status} ${value.triggeredAlarmNames}`]
    if (key === 'lifecycleHookDetails')
      return value.map(({ status }: { status: string }) => `hook ${status}`)
    if (value instanceof Date) return key === 'updatedAt' ? [] : [key]
    return key === 'moreOnAws' ? [] : [`${key} ${value}`]
  })
  return lines.length > 0 ? [`${subject}: ${lines.join(', ')}`] : []
}
