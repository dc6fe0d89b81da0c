import type { DeploymentRecord } from '../records.ts'
import { add, change, type Draft, emit } from './draft.ts'
import { eventText } from './events.ts'
import { findServiceDeployment, primaryOf } from './service-record.ts'
import { returnedTraffic } from './traffic.ts'

export interface RollbackReasons {
  statusReason: string
  rolloutStateReason: (target: DeploymentRecord) => string
}

/** Returns to the last completed deployment, with the same task definition and images. */
export function rollBack(
  draft: Draft,
  { statusReason, rolloutStateReason }: RollbackReasons,
): void {
  const { service, snapshot } = draft
  const at = snapshot.now
  const target = service.lastCompleted
  const failed = primaryOf(service)
  const { id, rolloutState } = failed
  const obstacle = obstacleTo(draft)
  if (target && !obstacle) emit(draft, eventText.rollingBack(target))
  if (rolloutState === 'IN_PROGRESS')
    change(draft, { type: 'failDeployment', id, reason: statusReason, at })
  if (!target || obstacle) {
    const outcome = { status: 'ROLLBACK_FAILED', statusReason: obstacle } as const
    if (findServiceDeployment(service))
      change(draft, { type: 'finishServiceDeployment', at, outcome })
    return
  }
  change(draft, {
    type: 'rollBack',
    at,
    statusReason,
    rolloutStateReason: rolloutStateReason(target),
  })
  for (const shift of returnedTraffic(service, failed))
    add(draft, { type: 'shiftTraffic', ...shift })
}

/** Fails the primary deployment and rolls back, with one reason for all records and events. */
export function failAndRollBack(draft: Draft, reason: string): void {
  emit(draft, eventText.failed(primaryOf(draft.service), reason))
  rollBack(draft, { statusReason: reason, rolloutStateReason: () => reason })
}

/** No task can be started of a task definition that was deregistered. */
function obstacleTo({ service, snapshot }: Draft): string | undefined {
  if (!service.lastCompleted) return 'No rollback candidate was found to run the rollback.'
  return snapshot.canRollBack ? undefined : 'TaskDefinition is inactive'
}
