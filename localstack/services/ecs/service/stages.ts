import { hasPassed } from '../../../kernel/deadline.ts'
import type {
  DeploymentRecord,
  LifecycleStage as Stage,
  RevisionRecord,
  ServiceDeploymentRecord,
} from '../records.ts'
import { leftOut } from './aws-time.ts'
import { add, change, changeDeployment, type Draft } from './draft.ts'
import { isHealthy } from './health.ts'
import { startHooks } from './hooks.ts'
import { forwardsToRevision, isNetworkListener, type ListenerRule } from './traffic.ts'
import type { TrafficSteps } from './traffic-steps.ts'

/** A deployment that is in progress, as its stages see it. */
export interface Rollout {
  draft: Draft
  deployment: DeploymentRecord
  record: ServiceDeploymentRecord
  revision: RevisionRecord
  steps: TrafficSteps
}

interface StageRule {
  name: Stage
  begin?(rollout: Rollout): void
  /** Minutes that the stage lasts. CLOCK_RATE divides them. */
  minutes?(rollout: Rollout): number
  /** A stage without this ends when its minutes are over. */
  isOver?(rollout: Rollout): boolean
}

/** The stages in order: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-linear.html */
const stages: StageRule[] = [
  { name: 'RECONCILE_SERVICE', isOver: ({ draft }) => draft.service.deployments.length <= 2 },
  { name: 'PRE_SCALE_UP' },
  { name: 'SCALE_UP', isOver: isScaledUp },
  { name: 'POST_SCALE_UP' },
  {
    name: 'TEST_TRAFFIC_SHIFT',
    begin: (rollout) => shiftTraffic(rollout, 'testListenerRule', 100),
    minutes: networkDelay,
  },
  { name: 'POST_TEST_TRAFFIC_SHIFT' },
  { name: 'PRE_PRODUCTION_TRAFFIC_SHIFT' },
  {
    name: 'PRODUCTION_TRAFFIC_SHIFT',
    begin: (rollout) => shiftTraffic(rollout, 'productionListenerRule', nextPercent(rollout)),
    minutes: (rollout) => networkDelay(rollout) + stepPause(rollout),
  },
  { name: 'POST_PRODUCTION_TRAFFIC_SHIFT' },
  {
    name: 'BAKE_TIME',
    minutes: ({ draft }) => draft.service.deploymentConfiguration.bakeTimeInMinutes ?? 0,
  },
  { name: 'CLEAN_UP', isOver: () => false },
]

/** Minutes until a network load balancer follows new weights: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/nlb-resources-for-blue-green.html */
function networkDelay({ revision }: Rollout): number {
  const rules = revision.loadBalancers.map(
    ({ advancedConfiguration }) => advancedConfiguration?.productionListenerRule ?? '',
  )
  return rules.some(isNetworkListener) ? 10 : 0
}

const stepPause = ({ draft, record, steps }: Rollout) =>
  hasAllTraffic(record) ? 0 : steps.pause(draft.service.deploymentConfiguration)

const indexOf = (stage: Stage | undefined) => stages.findIndex(({ name }) => name === stage)

/** Returns true if a deployment is at a stage or has left it behind. */
export const hasReached = (
  record: Pick<ServiceDeploymentRecord, 'lifecycleStage'> | undefined,
  stage: Stage,
): boolean => indexOf(record?.lifecycleStage) >= indexOf(stage)

/** Moves a deployment to the next stage if its stage is over. */
export function followStage(rollout: Rollout): void {
  const stage = stages[indexOf(rollout.record.lifecycleStage)]!
  if (isWaiting(rollout, stage) || (stage.isOver && !stage.isOver(rollout))) return
  beginStage(rollout, nextStage(rollout, stage))
}

/** Goes back to the next step while the revision has not got all production traffic. */
const nextStage = ({ record }: Rollout, { name }: StageRule): Stage =>
  name === 'PRODUCTION_TRAFFIC_SHIFT' && !hasAllTraffic(record)
    ? 'PRE_PRODUCTION_TRAFFIC_SHIFT'
    : stages[indexOf(name) + 1]!.name

/** Begins a stage: shifts its traffic, and starts its wait and its pause hooks. */
export function beginStage(rollout: Rollout, name: Stage): void {
  const { draft } = rollout
  const stage = stages[indexOf(name)]!
  const changes = { lifecycleStage: name, updatedAt: draft.snapshot.now }
  change(draft, { type: 'changeServiceDeployment', changes })
  stage.begin?.(rollout)
  startWait(rollout, (stage.minutes?.(rollout) ?? 0) * minute)
  startHooks(draft, name)
}

const minute = 60_000

function startWait({ draft, deployment }: Rollout, ms: number): void {
  const { snapshot } = draft
  if (ms > 0)
    changeDeployment(draft, deployment, {
      waitUntil: new Date(snapshot.now.getTime() + ms / snapshot.rate),
      moreOnAws: deployment.moreOnAws + leftOut(snapshot, ms),
    })
  else if (deployment.waitUntil) changeDeployment(draft, deployment, { waitUntil: undefined })
}

function isWaiting(rollout: Rollout, { minutes }: StageRule): boolean {
  const { now, rate } = rollout.draft.snapshot
  const { waitUntil } = rollout.deployment
  const longest = ((minutes?.(rollout) ?? 0) * minute) / rate
  return waitUntil !== undefined && !hasPassed(waitUntil, { now, longest })
}

function isScaledUp({ draft: { service, snapshot, tasks }, deployment }: Rollout): boolean {
  const own = tasks.filter(({ startedBy }) => startedBy === deployment.id)
  return own.filter((task) => isHealthy(service, snapshot, task)).length >= service.desiredCount
}

const percentOf = ({ targetServiceRevision }: ServiceDeploymentRecord) =>
  targetServiceRevision?.requestedProductionTrafficWeight ?? 0

const hasAllTraffic = (record: ServiceDeploymentRecord) => percentOf(record) === 100

const nextPercent = ({ draft, record, steps }: Rollout) =>
  steps.next(draft.service.deploymentConfiguration, percentOf(record))

function shiftTraffic(
  { draft, record, revision }: Rollout,
  rule: ListenerRule,
  percent: number,
): void {
  for (const shift of forwardsToRevision(revision, [rule], percent))
    add(draft, { type: 'shiftTraffic', ...shift })
  const weight =
    rule === 'testListenerRule'
      ? { requestedTestTrafficWeight: percent }
      : { requestedProductionTrafficWeight: percent }
  const targetServiceRevision = { ...record.targetServiceRevision, ...weight }
  change(draft, { type: 'changeServiceDeployment', changes: { targetServiceRevision } })
}
