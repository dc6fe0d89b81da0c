import type { Scope } from '../../../kernel/scope.ts'
import type { DeploymentRecord, ServiceRecord } from '../records.ts'
import { addAwsStep, endOnAws } from './aws-time.ts'
import { addRevision, revisionOf, serial } from './revision.ts'
import { returnTraffic } from './traffic.ts'
import { addRecord, finishRecord, recordOf } from './service-deployment.ts'

/** Starts a deployment of the service as it is configured now; the one before becomes an older, active one. */
export function startDeployment(scope: Scope, service: ServiceRecord): DeploymentRecord {
  const now = scope.clock.now()
  const previous = service.deployments.map((deployment): DeploymentRecord => ({
    ...deployment,
    status: 'ACTIVE',
    updatedAt: now,
  }))
  const id = `ecs-svc/${serial()}`
  abandonBlueGreen(scope, service)
  const revision = addRevision(scope, service)
  const { taskDefinition, launchType, capacityProviderStrategy, platformVersion } = revision
  const deployment: DeploymentRecord = {
    id,
    status: 'PRIMARY',
    taskDefinition,
    failedTasks: 0,
    createdAt: now,
    updatedAt: now,
    launchType,
    capacityProviderStrategy,
    platformVersion,
    platformFamily: 'Linux',
    networkConfiguration: service.networkConfiguration,
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    serviceRevisionArn: revision.serviceRevisionArn,
    strategy: service.deploymentConfiguration.strategy,
    saidBlocked: false,
    startFailures: 0,
    notBefore: now,
    moreOnAws: 0,
  }
  service.deployments = [deployment, ...previous]
  service.steadySince = undefined
  addRecord(scope, service, deployment)
  return deployment
}

/** A deployment that is superseded half-way gives back the traffic it has taken. */
function abandonBlueGreen(scope: Scope, service: ServiceRecord): void {
  const { lastCompleted, deployments } = service
  const { strategy, rolloutState } = deployments[0] ?? {}
  const revision = lastCompleted && revisionOf(service, lastCompleted)
  if (strategy === 'BLUE_GREEN' && rolloutState !== 'COMPLETED' && revision)
    returnTraffic(scope, revision)
}

/** The deployment is all that is left of the service: it is complete. */
export function completeDeployment(
  scope: Scope,
  service: ServiceRecord,
  deployment: DeploymentRecord,
): void {
  addAwsStep(deployment, 'complete')
  deployment.rolloutState = 'COMPLETED'
  deployment.rolloutStateReason = `ECS deployment ${deployment.id} completed.`
  deployment.updatedAt = endOnAws(scope, deployment)
  deployment.failedTasks = 0
  service.deployments = [deployment]
  service.lastCompleted = { ...deployment }
  service.currentServiceRevisions = [{ arn: deployment.serviceRevisionArn }]
  const record = recordOf(service)
  if (!record) return
  const rolledBack = record.status === 'ROLLBACK_IN_PROGRESS'
  record.lifecycleStage = undefined
  finishRecord(record, deployment.updatedAt, {
    status: rolledBack ? 'ROLLBACK_SUCCESSFUL' : 'SUCCESSFUL',
    statusReason: record.statusReason,
  })
}

/** Ends a deployment that is not going to succeed: no task is started for it any more. */
export function failDeployment(scope: Scope, deployment: DeploymentRecord, reason: string): void {
  deployment.rolloutState = 'FAILED'
  deployment.rolloutStateReason = reason
  deployment.updatedAt = endOnAws(scope, deployment)
}
