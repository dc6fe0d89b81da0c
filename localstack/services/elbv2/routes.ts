import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Scope } from '../../kernel/scope.ts'
import { forwardsTo } from './action.ts'
import { watchTargets } from './health.ts'
import { publishListeners } from './proxy/listener-port.ts'
import { balancingOf } from './state.ts'

/** Updates what depends on listeners and rules after a change: the groups in use, the checks, the ports. */
export function followRoutes(scope: Scope): void {
  const { targetGroups, listeners, rules } = balancingOf(scope)
  const users = new Map<string, Set<string>>()
  const count = (actions: Action[], loadBalancer: string) => {
    for (const { arn } of actions.flatMap(forwardsTo))
      users.set(arn, (users.get(arn) ?? new Set()).add(loadBalancer))
  }
  for (const { DefaultActions, LoadBalancerArn } of listeners.values())
    count(DefaultActions, LoadBalancerArn)
  for (const { Actions, listenerArn } of rules.values())
    count(Actions, listeners.get(listenerArn)!.LoadBalancerArn)
  for (const group of targetGroups.values())
    group.LoadBalancerArns = [...(users.get(group.TargetGroupArn) ?? [])]
  watchTargets(scope)
  publishListeners(scope)
}
