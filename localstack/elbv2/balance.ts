import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { IncomingMessage } from 'node:http'
import type { Scope } from '../operation.ts'
import { defineState } from '../store.ts'
import { forwardsTo } from './action.ts'
import { boundTarget } from './stickiness.ts'
import { healthOf } from './target.ts'
import { findTargetGroup, type Target, type TargetGroup } from './target-group.ts'

/** Whose turn it is, in each target group and each weighted action. */
const turns = defineState<WeakMap<object, number>>({
  name: 'elbv2-turns',
  persisted: false,
  initial: () => new WeakMap(),
})

function nextTurn(scope: Scope, of: object): number {
  const counters = scope.state(turns)
  const turn = counters.get(of) ?? 0
  counters.set(of, turn + 1)
  return turn
}

/** The target group that a forward action sends the next request to, by weight. */
export function groupFor(scope: Scope, action: Action): TargetGroup | undefined {
  const shares = forwardsTo(action)
  const total = shares.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return undefined
  let turn = shares.length > 1 ? nextTurn(scope, action) % total : 0
  const chosen = shares.find(({ weight }) => (turn -= weight) < 0)
  return chosen && findTargetGroup(scope, chosen.arn)
}

/** The client's own target where the group is sticky, or else the next in turn: a healthy one, or any registered one when none is healthy. */
export function targetFor(
  scope: Scope,
  group: TargetGroup,
  request: IncomingMessage,
): Target | undefined {
  const registered = [...group.targets.values()].filter(({ draining }) => !draining)
  const healthy = registered.filter((target) => healthOf(scope, group, target).State === 'healthy')
  const eligible = healthy.length > 0 ? healthy : registered
  return boundTarget(group, eligible, request) ?? eligible[nextTurn(scope, group) % eligible.length]
}
