import type { DeploymentRecord } from '../records.ts'
import { change, type Draft, emit } from './draft.ts'
import { eventText } from './events.ts'
import { rollBack } from './rollback.ts'
import { findServiceDeployment } from './service-record.ts'
import { threshold } from './threshold.ts'

/** Fails a deployment whose tasks have failed too often, and rolls back if that is enabled and possible. */
export function breakCircuit(draft: Draft, deployment: DeploymentRecord): void {
  const { service, snapshot } = draft
  const { enable, rollback } = service.deploymentConfiguration.deploymentCircuitBreaker
  const record = findServiceDeployment(service)
  const isRollback = record?.status === 'ROLLBACK_IN_PROGRESS'
  if (record?.deploymentId === deployment.id)
    changeBreaker(draft, { failureCount: deployment.failedTasks })
  if (!enable || deployment.rolloutState !== 'IN_PROGRESS') return
  if (deployment.failedTasks < threshold(service)) return
  const reason = 'ECS deployment circuit breaker: tasks failed to start.'
  change(draft, { type: 'failDeployment', id: deployment.id, reason, at: snapshot.now })
  emit(draft, eventText.failed(deployment))
  changeBreaker(draft, { status: 'TRIGGERED' })
  if (rollback && !isRollback && service.lastCompleted)
    rollBack(draft, {
      statusReason:
        'Service deployment rolled back because the circuit breaker threshold was exceeded.',
      rolloutStateReason: ({ id }) =>
        `ECS deployment circuit breaker: rolling back to deploymentId ${id}.`,
    })
  else if (record)
    change(draft, {
      type: 'finishServiceDeployment',
      at: deployment.updatedAt!,
      outcome: { status: isRollback ? 'ROLLBACK_FAILED' : 'STOPPED', statusReason: reason },
    })
}

/** Changes the circuit breaker's data in the service deployment. */
function changeBreaker(
  draft: Draft,
  changes: { failureCount: number } | { status: 'TRIGGERED' },
): void {
  const breaker = findServiceDeployment(draft.service)?.deploymentCircuitBreaker
  if (!breaker) return
  if ('failureCount' in changes && breaker.failureCount === changes.failureCount) return
  const deploymentCircuitBreaker = { ...breaker, ...changes }
  change(draft, { type: 'changeServiceDeployment', changes: { deploymentCircuitBreaker } })
}
