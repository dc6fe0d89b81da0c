import type { DeploymentAlarms, ServiceDeployment } from '@aws-sdk/client-ecs'
import { randomBytes } from 'node:crypto'
import { arn } from '../../../kernel/arn.ts'
import { findAlarm } from '../../cloudwatch/public.ts'
import { awsError } from '../../../kernel/errors.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { pending } from '../cluster/cluster.ts'
import type { DeploymentRecord, ServiceDeploymentRecord, ServiceRecord } from '../records.ts'
import { ecsOf } from '../state.ts'
import { pathOf } from './revision.ts'
import { findServiceDeployment } from './service-record.ts'
import { tasksOf } from './service.ts'
import { threshold } from './threshold.ts'
import { noTraffic, remainingTraffic } from './traffic-weights.ts'
import { finishServiceDeployment } from './transition.ts'

/** Adds a service deployment for a new deployment, and stops the one in progress. */
export function addRecord(
  scope: Scope,
  service: ServiceRecord,
  deployment: DeploymentRecord,
): void {
  const now = scope.clock.now()
  const superseded = findServiceDeployment(service)
  if (superseded)
    finishServiceDeployment(superseded, now, {
      status: 'STOPPED',
      statusReason: 'Service deployment superseded by a newer one.',
    })
  const id = randomBytes(15).toString('base64url')
  const { deploymentConfiguration } = service
  const { deploymentCircuitBreaker: breaker, alarms } = deploymentConfiguration
  const record: ServiceDeploymentRecord = {
    serviceDeploymentArn: arn(scope, 'ecs', `service-deployment/${pathOf(service)}/${id}`),
    serviceArn: service.serviceArn,
    clusterArn: service.clusterArn,
    deploymentId: deployment.id,
    createdAt: now,
    updatedAt: now,
    status: 'PENDING',
    sourceServiceRevisions: service.deployments
      .slice(1)
      .map(({ serviceRevisionArn }) => ({ arn: serviceRevisionArn })),
    targetServiceRevision: {
      arn: deployment.serviceRevisionArn,
      ...(deployment.strategy !== 'ROLLING' && noTraffic),
    },
    deploymentConfiguration,
    deploymentCircuitBreaker: {
      status: breaker.enable ? 'MONITORING' : 'DISABLED',
      failureCount: 0,
      threshold: threshold(service),
    },
    ...(alarms && {
      alarms: {
        status: canMonitor(scope, alarms) ? 'MONITORING' : 'DISABLED',
        alarmNames: alarms.alarmNames,
        triggeredAlarmNames: [],
      },
    }),
  }
  service.serviceDeployments = [record, ...service.serviceDeployments].slice(0, 100)
  service.currentServiceDeployment = record.serviceDeploymentArn
}

/** Alarms that are in ALARM at the beginning of a deployment do not watch it: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html */
const canMonitor = (scope: Scope, { enable, alarmNames = [] }: DeploymentAlarms) =>
  enable === true && alarmNames.every((name) => findAlarm(scope, name)?.StateValue !== 'ALARM')

/** Returns the service deployment of an ARN, or throws ECS's error. */
export function requireServiceDeployment(scope: Scope, reference: string): ServiceDeploymentRecord {
  const found = ecsOf(scope)
    .services.values()
    .flatMap(({ serviceDeployments }) => serviceDeployments)
    .find(({ serviceDeploymentArn }) => serviceDeploymentArn === reference)
  if (!found)
    throw awsError('ServiceDeploymentNotFoundException', 'The service deployment does not exist.')
  return found
}

/** Describes a service deployment, with the current numbers of tasks of its revisions. */
export function serviceDeploymentToApi(
  scope: Scope,
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
): ServiceDeployment {
  const tasks = tasksOf(scope, service)
  const count = (arn: string | undefined) => {
    const deployment = service.deployments.find(
      ({ serviceRevisionArn }) => serviceRevisionArn === arn,
    )
    const own = tasks.filter(({ startedBy }) => startedBy === deployment?.id)
    return {
      arn,
      requestedTaskCount: own.filter(({ desiredStatus }) => desiredStatus === 'RUNNING').length,
      runningTaskCount: own.filter(({ lastStatus }) => lastStatus === 'RUNNING').length,
      pendingTaskCount: own.filter(({ lastStatus }) => pending.has(lastStatus)).length,
    }
  }
  const { targetServiceRevision: target, sourceServiceRevisions: sources } = record
  return {
    ...record,
    lifecycleStage: record.lifecycleStage as ServiceDeployment['lifecycleStage'],
    // The last source is the one that serves. The others are of superseded deployments.
    sourceServiceRevisions: sources?.map(({ arn }, index) => ({
      ...count(arn),
      ...(index === sources.length - 1 && remainingTraffic(target)),
    })),
    targetServiceRevision: { ...target, ...count(target?.arn) },
  }
}
