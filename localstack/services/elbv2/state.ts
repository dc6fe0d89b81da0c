import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/define-state.ts'
import type {
  LoadBalancerRecord,
  ListenerRecord,
  RuleRecord,
  TargetGroupRecord,
} from './records.ts'

/** Everything by ARN; `tags` holds those of all four kinds. */
export interface Balancing {
  loadBalancers: Map<string, LoadBalancerRecord>
  targetGroups: Map<string, TargetGroupRecord>
  listeners: Map<string, ListenerRecord>
  rules: Map<string, RuleRecord>
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
export const balancerOf = (
  scope: Scope,
  { LoadBalancerArn }: Pick<ListenerRecord, 'LoadBalancerArn'>,
) => balancingOf(scope).loadBalancers.get(LoadBalancerArn)!
