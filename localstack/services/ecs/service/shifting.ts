import { isHeldByHooks } from './hooks.ts'
import { failAndRollBack } from './rollback.ts'
import { rolling } from './rolling.ts'
import { findRevision, findServiceDeployment, primaryOf } from './service-record.ts'
import { beginStage, followStage, hasReached, type Rollout } from './stages.ts'
import type { Draft } from './draft.ts'
import type { Moves, RunningTasks, Strategy } from './strategy.ts'
import { faultOfRules } from './traffic-fault.ts'
import type { TrafficSteps } from './traffic-steps.ts'

/** Starts a second set of tasks, shifts traffic to it in steps, and then stops the first: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html */
export const shifting = (steps: TrafficSteps): Strategy => ({
  advance(draft) {
    const { service } = draft
    const deployment = primaryOf(service)
    const record = findServiceDeployment(service)
    if (deployment.rolloutState !== 'IN_PROGRESS' || record?.deploymentId !== deployment.id) return
    const revision = findRevision(service, deployment)!
    const rollout = { draft, deployment, record, revision, steps }
    if (record.lifecycleStage === undefined) begin(rollout)
    else if (!isHeldByHooks(draft)) followStage(rollout)
  },
  moves(draft, tasks) {
    const { rolloutState } = primaryOf(draft.service)
    return rolloutState === 'IN_PROGRESS' ? movesAtStage(draft, tasks) : rolling.moves(draft, tasks)
  },
  /** There are two revisions. Tasks of an abandoned third one stop. */
  straysAmong: ({ service }, old) =>
    old.filter(({ startedBy }) => startedBy !== service.lastCompleted?.id),
  isAtLastStage({ service }) {
    const record = findServiceDeployment(service)
    return !record || hasReached(record, 'CLEAN_UP')
  },
})

/** Both revisions follow the desired count, as task sets do: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html */
function movesAtStage({ service }: Draft, { current, old }: RunningTasks): Moves {
  const { desiredCount, lastCompleted } = service
  const record = findServiceDeployment(service)
  const isOldNeeded = lastCompleted !== undefined && !hasReached(record, 'CLEAN_UP')
  const serving = old.filter(({ startedBy }) => startedBy === lastCompleted?.id).length
  return {
    start: hasReached(record, 'SCALE_UP') ? Math.max(0, desiredCount - current.length) : 0,
    startOld: isOldNeeded ? Math.max(0, desiredCount - serving) : 0,
    stopOld: isOldNeeded ? Math.max(0, serving - desiredCount) : old.length,
    stopCurrent: Math.max(0, current.length - desiredCount),
    blocked: false,
  }
}

function begin(rollout: Rollout): void {
  const { draft, revision } = rollout
  const fault = faultOfRules(draft.snapshot, revision)
  if (fault)
    failAndRollBack(
      draft,
      `Service deployment rolled back because of invalid networking configuration${fault}`,
    )
  else
    beginStage(rollout, draft.service.deployments.length > 2 ? 'RECONCILE_SERVICE' : 'PRE_SCALE_UP')
}
