import type { Scope } from '../../../kernel/scope.ts'
import type { DeploymentRecord, ServiceRecord } from '../records.ts'
import { failDeployment } from './deployment.ts'
import { addEvent, say } from './events.ts'
import { rollBack } from './rollback.ts'
import { threshold } from './threshold.ts'
import { finishRecord, recordOf } from './service-deployment.ts'

/** Ends a deployment whose tasks have failed too often, and rolls back when that is wished and possible. */
export function breakCircuit(
  scope: Scope,
  service: ServiceRecord,
  deployment: DeploymentRecord,
): void {
  const { enable, rollback } = service.deploymentConfiguration.deploymentCircuitBreaker
  const record = recordOf(service)
  const isRollback = record?.status === 'ROLLBACK_IN_PROGRESS'
  const breaker = record?.deploymentCircuitBreaker
  if (breaker && record.deploymentId === deployment.id)
    breaker.failureCount = deployment.failedTasks
  if (!enable || deployment.rolloutState !== 'IN_PROGRESS') return
  if (deployment.failedTasks < threshold(service)) return
  const reason = 'ECS deployment circuit breaker: tasks failed to start.'
  failDeployment(scope, deployment, reason)
  addEvent(scope, service, say.failed(deployment))
  if (breaker) breaker.status = 'TRIGGERED'
  if (rollback && !isRollback && service.lastCompleted)
    rollBack(scope, service, {
      statusReason:
        'Service deployment rolled back because the circuit breaker threshold was exceeded.',
      rolloutStateReason: ({ id }) =>
        `ECS deployment circuit breaker: rolling back to deploymentId ${id}.`,
    })
  else if (record)
    finishRecord(record, deployment.updatedAt!, {
      status: isRollback ? 'ROLLBACK_FAILED' : 'STOPPED',
      statusReason: reason,
    })
}
