import type { DeploymentRecord } from '../records.ts'
import { add, change, type Draft, emit } from './draft.ts'
import { eventText } from './events.ts'
import { findRevision, findServiceDeployment, primaryOf } from './service-record.ts'
import { forwardsToRevision } from './traffic.ts'

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
  const { id, rolloutState } = primaryOf(service)
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
  for (const shift of forwardsToRevision(findRevision(service, target)!, [
    'productionListenerRule',
    'testListenerRule',
  ]))
    add(draft, { type: 'shiftTraffic', ...shift })
}

/** No task can be started of a task definition that was deregistered. */
function obstacleTo({ service, snapshot }: Draft): string | undefined {
  if (!service.lastCompleted) return 'There is no completed deployment.'
  return snapshot.canRollBack ? undefined : 'TaskDefinition is inactive'
}
