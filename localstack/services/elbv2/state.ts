import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/store.ts'
import type { Listener } from './listener.ts'
import type { LoadBalancer } from './load-balancer.ts'
import type { Rule } from './rule.ts'
import type { TargetGroup } from './target-group.ts'

/** Everything by ARN; `tags` holds those of all four kinds. */
export interface Balancing {
  loadBalancers: Map<string, LoadBalancer>
  targetGroups: Map<string, TargetGroup>
  listeners: Map<string, Listener>
  rules: Map<string, Rule>
  tags: Map<string, Map<string, string>>
}

export const elbv2State = defineState<Balancing>({
  name: 'elbv2',
  initial: () => ({
    loadBalancers: new Map(),
    targetGroups: new Map(),
    listeners: new Map(),
    rules: new Map(),
    tags: new Map(),
  }),
})

export const balancingOf = (scope: Scope): Balancing => scope.state(elbv2State)

/** The load balancer that a listener belongs to. */
export const balancerOf = (scope: Scope, { LoadBalancerArn }: Pick<Listener, 'LoadBalancerArn'>) =>
  balancingOf(scope).loadBalancers.get(LoadBalancerArn)!
