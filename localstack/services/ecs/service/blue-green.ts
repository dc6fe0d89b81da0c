import type { ServiceDeploymentLifecycleStage as Stage } from '@aws-sdk/client-ecs'
import { hasPassed } from '../../../kernel/clock.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { DeploymentRecord, RevisionRecord, ServiceRecord } from '../records.ts'
import { addWait } from './aws-time.ts'
import { isHealthy } from './health.ts'
import { revisionOf } from './revision.ts'
import { rollBack } from './rollback.ts'
import { primaryOf, tasksOf } from './service.ts'
import { recordOf } from './service-deployment.ts'
import { forwardsOf, pairOf, shift } from './traffic.ts'

interface Step {
  scope: Scope
  service: ServiceRecord
  deployment: DeploymentRecord
  revision: RevisionRecord
}

/** The stages in their order, each with whether it is over; hooks, which would hold some of them up, are refused. */
const stages: { name: Stage; isOver(step: Step): boolean }[] = [
  { name: 'RECONCILE_SERVICE', isOver: ({ service }) => service.deployments.length <= 2 },
  { name: 'PRE_SCALE_UP', isOver: () => true },
  { name: 'SCALE_UP', isOver: isScaledUp },
  { name: 'POST_SCALE_UP', isOver: () => true },
  { name: 'TEST_TRAFFIC_SHIFT', isOver: (step) => sendTraffic(step, 'testListenerRule') },
  { name: 'POST_TEST_TRAFFIC_SHIFT', isOver: () => true },
  {
    name: 'PRODUCTION_TRAFFIC_SHIFT',
    isOver: (step) => sendTraffic(step, 'productionListenerRule'),
  },
  { name: 'POST_PRODUCTION_TRAFFIC_SHIFT', isOver: () => true },
  { name: 'BAKE_TIME', isOver: isBaked },
  { name: 'CLEAN_UP', isOver: () => false },
]

/** Moves a blue/green deployment to its next stage: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html */
export function advanceStage(scope: Scope, service: ServiceRecord): void {
  const deployment = primaryOf(service)
  const record = recordOf(service)
  if (deployment.strategy !== 'BLUE_GREEN' || deployment.rolloutState !== 'IN_PROGRESS') return
  if (!record || record.deploymentId !== deployment.id) return
  const revision = revisionOf(service, deployment)!
  const step = { scope, service, deployment, revision }
  if (record.lifecycleStage === undefined) {
    const wrong = wrongRule(step)
    if (wrong) return failNetworking(scope, service, wrong)
    record.lifecycleStage = service.deployments.length > 2 ? 'RECONCILE_SERVICE' : 'PRE_SCALE_UP'
    return
  }
  const index = stages.findIndex(({ name }) => name === record.lifecycleStage)
  if (!stages[index]!.isOver(step)) return
  record.lifecycleStage = stages[index + 1]!.name
  record.updatedAt = scope.clock.now()
}

/** Of a blue/green deployment under way: whether new tasks may start, and whether the old ones may go. */
export function allowedMoves(service: ServiceRecord): { start: boolean; stopOld: boolean } {
  const stage = stages.findIndex(({ name }) => name === recordOf(service)?.lifecycleStage)
  const scaleUp = stages.findIndex(({ name }) => name === 'SCALE_UP')
  return { start: stage >= scaleUp, stopOld: stage === stages.length - 1 }
}

function isScaledUp({ scope, service, deployment }: Step): boolean {
  const own = tasksOf(scope, service).filter(({ startedBy }) => startedBy === deployment.id)
  return own.filter((task) => isHealthy(scope, service, task)).length >= service.desiredCount
}

function sendTraffic(
  { scope, revision }: Step,
  rule: 'testListenerRule' | 'productionListenerRule',
): boolean {
  for (const [index, { targetGroupArn: to = '' }] of revision.targets.entries()) {
    const given = revision.loadBalancers[index]!
    shift(scope, given.advancedConfiguration?.[rule], { to, pair: pairOf(given) })
  }
  return true
}

function isBaked({ scope, service, deployment }: Step): boolean {
  const { clock } = scope
  const time = (service.deploymentConfiguration.bakeTimeInMinutes ?? 0) * 60_000
  if (!deployment.bakedAt) {
    deployment.bakedAt = new Date(clock.now().getTime() + time / clock.rate)
    addWait(scope, deployment, time)
  }
  return hasPassed(clock, deployment.bakedAt, time / clock.rate)
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html */
function wrongRule({ scope, revision }: Step): string | undefined {
  for (const balancer of revision.loadBalancers) {
    const { productionListenerRule, testListenerRule } = balancer.advancedConfiguration ?? {}
    const [target, alternate] = pairOf(balancer) as [string, string]
    const shares = forwardsOf(scope, productionListenerRule)
    const serving = shares.filter(({ weight }) => weight > 0)
    if (serving.length !== 1)
      return `. productionListenerRule ${productionListenerRule} should have exactly one target group serving traffic but found ${serving.length} target groups which are serving traffic`
    const { arn } = serving[0]!
    if (arn !== target && arn !== alternate)
      return `. Production listener rule is forwarding traffic to unexpected target group ${arn}. Expected traffic to be forwarded to either targetGroupArn: ${target} or alternateTargetGroupArn: ${alternate}`
    const known = [...shares, ...forwardsOf(scope, testListenerRule)]
    for (const group of [target, alternate])
      if (!known.some((share) => share.arn === group))
        return `: Target group ${group} is not associated with either productionListenerRule or testListenerRule.`
  }
  return undefined
}

function failNetworking(scope: Scope, service: ServiceRecord, why: string): void {
  const statusReason = `Service deployment rolled back because of invalid networking configuration${why}`
  rollBack(scope, service, { statusReason, rolloutStateReason: () => statusReason })
}
