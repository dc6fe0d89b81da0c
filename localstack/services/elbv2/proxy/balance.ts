import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Scope } from '../../../kernel/scope.ts'
import { defineRuntime } from '../../../kernel/runtime.ts'
import { identityOf } from '../../../kernel/tracked.ts'
import { forwardsTo } from '../action.ts'
import { healthySince } from '../health.ts'
import { boundGroup, boundTarget } from './stickiness.ts'
import { healthOf } from '../target.ts'
import { outstanding } from './target-connection.ts'
import { findTargetGroup } from '../target-group.ts'
import type { HttpRequest } from '../../../http1/request.ts'
import type { TargetRecord, TargetGroupRecord } from '../records.ts'
import type { Choice } from './exchange.ts'

/** A request, or a connection of which only the source is known. */
interface Asking {
  scope: Scope
  request?: HttpRequest
  source: HttpRequest['source']
}

/** The next turn of each target group and each weighted action. */
const turns = defineRuntime<WeakMap<object, number>>({
  initial: () => new WeakMap(),
})

function nextTurn(scope: Scope, group: object): number {
  const of = identityOf(group)
  const counters = scope.runtime(turns)
  const turn = counters.get(of) ?? 0
  counters.set(of, turn + 1)
  return turn
}

/** The target for the next request of a forward action; none when no target is registered. */
export function choose(asking: Asking, action: Action): Choice | undefined {
  const stickiness = action.ForwardConfig?.TargetGroupStickinessConfig
  const group = groupFor(asking, action, stickiness?.Enabled === true)
  const target = group && targetFor(asking, group)
  if (!target) return undefined
  return { group, target, ...(stickiness?.Enabled && { groupSeconds: stickiness.DurationSeconds }) }
}

/** The target group that a forward action sends the next request to: the client's own, or else by weight. */
function groupFor(
  { scope, request }: Asking,
  action: Action,
  sticky: boolean,
): TargetGroupRecord | undefined {
  const shares = forwardsTo(action)
  if (sticky && request) {
    const bound = boundGroup(
      shares.map(({ arn }) => arn),
      request,
    )
    if (bound !== undefined) return findTargetGroup(scope, bound)
  }
  const total = shares.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return undefined
  let turn = shares.length > 1 ? spread(nextTurn(scope, action), total) : 0
  const chosen = shares.find(({ weight }) => (turn -= weight) < 0)
  return chosen && findTargetGroup(scope, chosen.arn)
}

/** Orders the turns of a round so that a group's turns are spread over it. Every turn comes once. */
function spread(turn: number, total: number): number {
  let stride = Math.max(1, Math.round(total * 0.618))
  while (divisor(stride, total) > 1) stride += 1
  return (turn * stride) % total
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))

/** The client's own target where the group is sticky, or else one by the group's algorithm. */
function targetFor(asking: Asking, group: TargetGroupRecord): TargetRecord | undefined {
  const eligible = eligibleTargets(asking.scope, group)
  return boundTarget(group, eligible, asking) ?? byAlgorithm(asking.scope, group, eligible)
}

/** The healthy targets; all that are in use when fewer are healthy than the group wants. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-health */
function eligibleTargets(scope: Scope, group: TargetGroupRecord): TargetRecord[] {
  const inUse: TargetRecord[] = []
  const healthy: TargetRecord[] = []
  for (const target of group.targets.values()) {
    const { State } = healthOf(scope, group, target)
    if (State !== 'draining' && State !== 'unused') inUse.push(target)
    if (State === 'healthy') healthy.push(target)
  }
  const wanted = (attribute: string) => Number(group.attributes.get(attribute)) || 0
  const share = (100 * healthy.length) / inUse.length
  return healthy.length >= wanted(minimumCount) && share >= wanted(minimumShare) ? healthy : inUse
}

const minimum = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets'
const minimumCount = `${minimum}.count`
const minimumShare = `${minimum}.percentage`

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#modify-routing-algorithm */
function byAlgorithm(
  scope: Scope,
  group: TargetGroupRecord,
  eligible: TargetRecord[],
): TargetRecord | undefined {
  if (eligible.length < 2) return eligible[0]
  const turn = nextTurn(scope, group)
  const inTurn = eligible.map((_, index) => eligible[(turn + index) % eligible.length]!)
  switch (group.attributes.get('load_balancing.algorithm.type')) {
    case 'least_outstanding_requests': {
      const least = Math.min(...inTurn.map((target) => outstanding(scope, target)))
      return inTurn.find((target) => outstanding(scope, target) === least)
    }
    case 'weighted_random':
      return eligible[Math.floor(Math.random() * eligible.length)]
    default:
      // A target in slow start skips turns, ever fewer of them.
      return inTurn.find((target) => Math.random() < warmth(scope, group, target)) ?? inTurn[0]
  }
}

/** The part of its share that a target gets: less than 1 during its slow start. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#slow-start-mode */
function warmth(scope: Scope, group: TargetGroupRecord, target: TargetRecord): number {
  const seconds = Number(group.attributes.get('slow_start.duration_seconds'))
  const since = seconds > 0 ? healthySince(scope, target) : undefined
  if (!since) return 1
  const passed = (scope.clock.now().getTime() - since.getTime()) / 1000
  return Math.min(1, (passed * scope.clock.rate) / seconds)
}
