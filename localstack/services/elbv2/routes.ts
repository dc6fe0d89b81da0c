import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Scope } from '../../kernel/scope.ts'
import { setCertificateUses } from '../acm/public.ts'
import { forwardsTo } from './action.ts'
import { watchTargets } from './health.ts'
import { publishListeners } from './proxy/listener-port.ts'
import { certificateArnsOf } from './security.ts'
import { balancingOf } from './state.ts'

/** Updates what depends on listeners and rules after a change: the groups and certificates in use, the checks, the ports. */
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
  setCertificateUses(scope, certificateUses(scope))
  watchTargets(scope)
  publishListeners(scope)
}

/** The load balancers that use each certificate. */
function certificateUses(scope: Scope): Map<string, Set<string>> {
  const uses = new Map<string, Set<string>>()
  for (const listener of balancingOf(scope).listeners.values())
    for (const arn of certificateArnsOf(listener))
      uses.set(arn, (uses.get(arn) ?? new Set()).add(listener.LoadBalancerArn))
  return uses
}
