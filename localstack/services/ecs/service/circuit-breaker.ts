import { change, type Draft, emit } from './draft.ts'
import { eventText } from './events.ts'
import { rollBack } from './rollback.ts'
import { findServiceDeployment, primaryOf } from './service-record.ts'
import { threshold } from './threshold.ts'

/**
 * Fails the primary deployment if its tasks have failed too often, and rolls back if that is enabled. Failures of a
 * superseded deployment do not count: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export function breakCircuit(draft: Draft): void {
  const { service, snapshot } = draft
  const deployment = primaryOf(service)
  const { enable, rollback } = service.deploymentConfiguration.deploymentCircuitBreaker
  const record = findServiceDeployment(service)
  const isRollback = record?.status === 'ROLLBACK_IN_PROGRESS'
  if (record?.deploymentId === deployment.id)
    changeBreaker(draft, { failureCount: deployment.failedTasks })
  if (!enable || deployment.rolloutState !== 'IN_PROGRESS') return
  if (deployment.failedTasks < threshold(service)) return
  const reason = 'ECS deployment circuit breaker: tasks failed to start.'
  change(draft, { type: 'failDeployment', id: deployment.id, reason, at: snapshot.now })
  emit(draft, eventText.failed(deployment, 'tasks failed to start.'))
  changeBreaker(draft, { status: 'TRIGGERED' })
  if (rollback && !isRollback)
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
