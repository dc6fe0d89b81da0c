import type { Scope } from '../../operation.ts'
import { finishRecord } from './deployment.ts'
import { addEvent, say } from './events.ts'
import type { Deployment, Service } from './service.ts'

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html#failure-threshold */
export function threshold({ desiredCount, deploymentConfiguration }: Service): number {
  const { type = 'BOUNDED_PERCENT', value = 50 } =
    deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration ?? {}
  if (type === 'COUNT') return value
  const share = Math.ceil((desiredCount * value) / 100)
  return type === 'BOUNDED_PERCENT' ? Math.min(200, Math.max(3, share)) : Math.max(1, share)
}

/** Ends a deployment whose tasks have failed too often, and rolls back when that is wished and possible. */
export function breakCircuit(scope: Scope, service: Service, deployment: Deployment): void {
  const { enable, rollback } = service.deploymentConfiguration.deploymentCircuitBreaker
  const [record] = service.serviceDeployments
  if (record?.deploymentCircuitBreaker && record.deploymentId === deployment.id)
    record.deploymentCircuitBreaker.failureCount = deployment.failedTasks
  if (!enable || deployment.rolloutState !== 'IN_PROGRESS') return
  if (deployment.failedTasks < threshold(service)) return
  const reason = 'ECS deployment circuit breaker: tasks failed to start.'
  deployment.rolloutState = 'FAILED'
  deployment.rolloutStateReason = reason
  deployment.updatedAt = scope.clock.now()
  addEvent(scope, service, say.failed(deployment))
  const isRollback = record?.status === 'ROLLBACK_IN_PROGRESS'
  const good = rollback && !isRollback ? service.lastCompleted : undefined
  if (record?.deploymentCircuitBreaker) record.deploymentCircuitBreaker.status = 'TRIGGERED'
  if (good && good.id !== deployment.id) rollBack(scope, service, good)
  else if (record) finishRecord(scope, record, isRollback ? 'ROLLBACK_FAILED' : 'STOPPED', reason)
}

function rollBack(scope: Scope, service: Service, good: Deployment): void {
  const now = scope.clock.now()
  const reason = `ECS deployment circuit breaker: rolling back to deploymentId ${good.id}.`
  addEvent(scope, service, say.rollingBack(good))
  const primary: Deployment = {
    ...good,
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: reason,
    updatedAt: now,
    failedTasks: 0,
    startFailures: 0,
    notBefore: now,
  }
  const others = service.deployments
    .filter(({ id }) => id !== good.id)
    .map((deployment): Deployment => ({ ...deployment, status: 'ACTIVE', updatedAt: now }))
  service.deployments = [primary, ...others]
  service.taskDefinition = good.taskDefinition
  service.networkConfiguration = good.networkConfiguration
  const [record] = service.serviceDeployments
  if (!record) return
  record.status = 'ROLLBACK_IN_PROGRESS'
  record.statusReason = reason
  record.updatedAt = now
  record.rollback = { reason, startedAt: now, serviceRevisionArn: good.serviceRevisionArn }
}
