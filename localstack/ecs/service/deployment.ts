import { randomBytes, randomInt } from 'node:crypto'
import { arn } from '../../arn.ts'
import type { Scope } from '../../operation.ts'
import type { Deployment, Service, ServiceDeployment } from './service.ts'
import { threshold } from './circuit-breaker.ts'

const digits = () => String(randomInt(10 ** 9, 10 ** 10)) + String(randomInt(10 ** 8, 10 ** 9))

const pathOf = ({ serviceArn }: Service) => serviceArn.split(':service/')[1]!

/** Starts a deployment of the service as it is configured now; the one before becomes an older, active one. */
export function startDeployment(scope: Scope, service: Service): Deployment {
  const now = scope.clock.now()
  const previous = service.deployments.map((deployment): Deployment => ({
    ...deployment,
    status: 'ACTIVE',
    updatedAt: now,
  }))
  const id = `ecs-svc/${digits()}`
  const deployment: Deployment = {
    id,
    status: 'PRIMARY',
    taskDefinition: service.taskDefinition,
    failedTasks: 0,
    createdAt: now,
    updatedAt: now,
    launchType: service.launchType,
    capacityProviderStrategy: service.capacityProviderStrategy,
    platformVersion: service.launchType === 'EC2' ? undefined : '1.4.0',
    platformFamily: 'Linux',
    networkConfiguration: service.networkConfiguration,
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    serviceRevisionArn: arn(scope, 'ecs', `service-revision/${pathOf(service)}/${digits()}`),
    saidBlocked: false,
    startFailures: 0,
    notBefore: now,
  }
  service.deployments = [deployment, ...previous]
  service.steadySince = undefined
  recordDeployment(scope, service, deployment)
  return deployment
}

function recordDeployment(scope: Scope, service: Service, deployment: Deployment): void {
  const now = scope.clock.now()
  const superseded = service.serviceDeployments[0]
  if (superseded && superseded.finishedAt === undefined)
    finishRecord(scope, superseded, 'STOPPED', 'Service deployment superseded by a newer one.')
  const id = randomBytes(12).toString('base64url').replaceAll(/[-_]/g, 'x')
  const { enable } = service.deploymentConfiguration.deploymentCircuitBreaker
  const record: ServiceDeployment = {
    serviceDeploymentArn: arn(scope, 'ecs', `service-deployment/${pathOf(service)}/${id}`),
    serviceArn: service.serviceArn,
    clusterArn: service.clusterArn,
    deploymentId: deployment.id,
    createdAt: now,
    startedAt: now,
    updatedAt: now,
    status: 'IN_PROGRESS',
    sourceServiceRevisions: service.deployments
      .slice(1)
      .map(({ serviceRevisionArn }) => ({ arn: serviceRevisionArn })),
    targetServiceRevision: { arn: deployment.serviceRevisionArn },
    deploymentConfiguration: service.deploymentConfiguration,
    deploymentCircuitBreaker: {
      status: enable ? 'MONITORING' : 'DISABLED',
      failureCount: 0,
      threshold: threshold(service),
    },
  }
  service.serviceDeployments = [record, ...service.serviceDeployments].slice(0, 100)
  service.currentServiceDeployment = record.serviceDeploymentArn
}

/** Ends the record of a deployment that ListServiceDeployments tells. */
export function finishRecord(
  scope: Scope,
  record: ServiceDeployment,
  status: NonNullable<ServiceDeployment['status']>,
  statusReason?: string,
): void {
  const now = scope.clock.now()
  record.status = status
  record.statusReason = statusReason
  record.finishedAt = now
  record.updatedAt = now
  if (status === 'STOPPED') record.stoppedAt = now
  if (record.deploymentCircuitBreaker?.status === 'MONITORING')
    record.deploymentCircuitBreaker.status = 'MONITORING_COMPLETE'
}

/** The deployment is all that is left of the service: it is complete. */
export function completeDeployment(scope: Scope, service: Service, deployment: Deployment): void {
  deployment.rolloutState = 'COMPLETED'
  deployment.rolloutStateReason = `ECS deployment ${deployment.id} completed.`
  deployment.updatedAt = scope.clock.now()
  deployment.failedTasks = 0
  service.deployments = [deployment]
  service.lastCompleted = { ...deployment }
  service.currentServiceRevisions = [{ arn: deployment.serviceRevisionArn }]
  const [record] = service.serviceDeployments
  if (!record || record.finishedAt) return
  const rolledBack = record.status === 'ROLLBACK_IN_PROGRESS'
  finishRecord(
    scope,
    record,
    rolledBack ? 'ROLLBACK_SUCCESSFUL' : 'SUCCESSFUL',
    record.statusReason,
  )
}
