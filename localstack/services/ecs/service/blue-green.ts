import type { ServiceDeploymentLifecycleStage as Stage } from '@aws-sdk/client-ecs'
import { hasPassed } from '../../../kernel/deadline.ts'
import type { DeploymentRecord, RevisionRecord } from '../records.ts'
import { leftOut } from './aws-time.ts'
import { add, change, changeDeployment, type Draft } from './draft.ts'
import { isHealthy } from './health.ts'
import { rollBack } from './rollback.ts'
import { rolling } from './rolling.ts'
import { findRevision, findServiceDeployment, primaryOf } from './service-record.ts'
import type { Moves, RunningTasks, Strategy } from './strategy.ts'
import { forwardsToRevision } from './traffic.ts'
import { faultOfRules } from './traffic-fault.ts'

interface Step {
  draft: Draft
  deployment: DeploymentRecord
  revision: RevisionRecord
}

interface StageRule {
  name: Stage
  run?(step: Step): void
  /** A stage without this ends at once. */
  isOver?(step: Step): boolean
}

/** The stages in order. Lifecycle hooks, which would prolong some of them, are rejected. */
const stages: StageRule[] = [
  { name: 'RECONCILE_SERVICE', isOver: ({ draft }) => draft.service.deployments.length <= 2 },
  { name: 'PRE_SCALE_UP' },
  { name: 'SCALE_UP', isOver: isScaledUp },
  { name: 'POST_SCALE_UP' },
  { name: 'TEST_TRAFFIC_SHIFT', run: (step) => shiftTraffic(step, 'testListenerRule') },
  { name: 'POST_TEST_TRAFFIC_SHIFT' },
  { name: 'PRODUCTION_TRAFFIC_SHIFT', run: (step) => shiftTraffic(step, 'productionListenerRule') },
  { name: 'POST_PRODUCTION_TRAFFIC_SHIFT' },
  { name: 'BAKE_TIME', run: startBakeTime, isOver: isBaked },
  { name: 'CLEAN_UP', isOver: () => false },
]

const stageOf = ({ service }: Draft): number =>
  stages.findIndex(({ name }) => name === findServiceDeployment(service)?.lifecycleStage)

const scaleUp = stages.findIndex(({ name }) => name === 'SCALE_UP')

/** Starts a second set of tasks, shifts all traffic to it, and then stops the first: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html */
export const blueGreen: Strategy = {
  advance(draft) {
    const { service, snapshot } = draft
    const deployment = primaryOf(service)
    const record = findServiceDeployment(service)
    if (deployment.rolloutState !== 'IN_PROGRESS' || record?.deploymentId !== deployment.id) return
    const step = { draft, deployment, revision: findRevision(service, deployment)! }
    if (record.lifecycleStage === undefined) return begin(step)
    const stage = stageOf(draft)
    const { run, isOver } = stages[stage]!
    run?.(step)
    if (isOver && !isOver(step)) return
    const lifecycleStage = stages[stage + 1]!.name
    const changes = { lifecycleStage, updatedAt: snapshot.now }
    change(draft, { type: 'changeServiceDeployment', changes })
  },
  moves(draft, tasks) {
    const { rolloutState } = primaryOf(draft.service)
    return rolloutState === 'IN_PROGRESS' ? movesAtStage(draft, tasks) : rolling.moves(draft, tasks)
  },
  /** Blue/green has two revisions. Tasks of an abandoned third one stop. */
  straysAmong: ({ service }, old) =>
    old.filter(({ startedBy }) => startedBy !== service.lastCompleted?.id),
  isAtLastStage: (draft) =>
    !findServiceDeployment(draft.service) || stageOf(draft) === stages.length - 1,
}

function movesAtStage(draft: Draft, { current, old }: RunningTasks): Moves {
  const { desiredCount } = draft.service
  const stage = stageOf(draft)
  return {
    start: stage >= scaleUp ? Math.max(0, desiredCount - current.length) : 0,
    stopOld: stage === stages.length - 1 ? old.length : 0,
    stopCurrent: Math.max(0, current.length - desiredCount),
    blocked: false,
  }
}

function begin({ draft, revision }: Step): void {
  const fault = faultOfRules(draft.snapshot, revision)
  if (fault) {
    const statusReason = `Service deployment rolled back because of invalid networking configuration${fault}`
    return rollBack(draft, { statusReason, rolloutStateReason: () => statusReason })
  }
  const lifecycleStage = draft.service.deployments.length > 2 ? 'RECONCILE_SERVICE' : 'PRE_SCALE_UP'
  change(draft, { type: 'changeServiceDeployment', changes: { lifecycleStage } })
}

function isScaledUp({ draft: { service, snapshot, tasks }, deployment }: Step): boolean {
  const own = tasks.filter(({ startedBy }) => startedBy === deployment.id)
  return own.filter((task) => isHealthy(service, snapshot, task)).length >= service.desiredCount
}

function shiftTraffic(
  { draft, revision }: Step,
  rule: 'testListenerRule' | 'productionListenerRule',
): void {
  for (const shift of forwardsToRevision(revision, [rule]))
    add(draft, { type: 'shiftTraffic', ...shift })
}

/** The bake time, in ms. */
const bakeTime = ({ service }: Draft) =>
  (service.deploymentConfiguration.bakeTimeInMinutes ?? 0) * 60_000

function startBakeTime({ draft, deployment }: Step): void {
  if (deployment.bakedAt) return
  const { now, rate } = draft.snapshot
  changeDeployment(draft, deployment, {
    bakedAt: new Date(now.getTime() + bakeTime(draft) / rate),
    moreOnAws: deployment.moreOnAws + leftOut(draft.snapshot, bakeTime(draft)),
  })
}

function isBaked({ draft, deployment }: Step): boolean {
  const { now, rate } = draft.snapshot
  return hasPassed(deployment.bakedAt!, { now, longest: bakeTime(draft) / rate })
}
