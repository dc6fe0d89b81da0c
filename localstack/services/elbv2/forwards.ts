import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Scope } from '../../kernel/scope.ts'
import { forwardsTo } from './action.ts'
import { followRoutes } from './routes.ts'
import type { ListenerRecord } from './records.ts'
import { balancerOf, balancingOf } from './state.ts'

/** A target group that a rule forwards to. */
export interface Forward {
  arn: string
  weight: number
}

/** The target groups that a rule, default rules included, forwards to. Undefined when there is no such rule. */
export function findForwards(scope: Scope, ruleArn: string): Forward[] | undefined {
  const { rules } = balancingOf(scope)
  const actions = rules.get(ruleArn)?.Actions ?? defaultListener(scope, ruleArn)?.DefaultActions
  return actions?.flatMap(forwardsTo)
}

/** Replaces the actions of a rule by one forward action. Does nothing when there is no such rule. */
export function setForwardWeights(scope: Scope, ruleArn: string, forwards: Forward[]): void {
  const actions: Action[] = [
    {
      Type: 'forward',
      ForwardConfig: {
        TargetGroups: forwards.map(({ arn, weight }) => ({ TargetGroupArn: arn, Weight: weight })),
        TargetGroupStickinessConfig: { Enabled: false },
      },
    },
  ]
  const rule = balancingOf(scope).rules.get(ruleArn)
  const listener = defaultListener(scope, ruleArn)
  if (rule) rule.Actions = actions
  else if (listener) listener.DefaultActions = actions
  else return
  followRoutes(scope)
}

/** The listener of a default rule. One of a network load balancer has no rules, and is given by its own ARN. */
function defaultListener(scope: Scope, arn: string): ListenerRecord | undefined {
  const { listeners } = balancingOf(scope)
  const listener = listeners.get(arn)
  if (listener && balancerOf(scope, listener).Type === 'network') return listener
  return listeners.values().find(({ defaultRuleArn }) => defaultRuleArn === arn)
}
