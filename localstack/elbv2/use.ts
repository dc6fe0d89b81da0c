import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Scope } from '../operation.ts'
import { watchTargets } from './health.ts'
import { balancingOf } from './state.ts'

/** The target groups an action forwards to, with their weights. */
export const forwardsTo = ({ Type, TargetGroupArn, ForwardConfig }: Action) => {
  if (Type !== 'forward') return []
  const groups = ForwardConfig?.TargetGroups ?? (TargetGroupArn ? [{ TargetGroupArn }] : [])
  return groups.map(({ TargetGroupArn = '', Weight = 1 }) => ({
    arn: TargetGroupArn,
    weight: Weight,
  }))
}

/** Which balancers use which target group, after a listener or rule changed; checks start and stop accordingly. */
export function recountUse(scope: Scope): void {
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
}
