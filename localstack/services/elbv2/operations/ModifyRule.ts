import type {
  ModifyRuleCommandInput,
  ModifyRuleCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../service.ts'
import { checkedActions } from '../action.ts'
import { checkedConditions } from '../condition.ts'
import { requireListener } from '../listener.ts'
import { requireLoadBalancer } from '../load-balancer.ts'
import { followRoutes } from '../routes.ts'
import { checkTransforms, requireOwnRule } from '../rule.ts'

export const ModifyRule: Operation<ModifyRuleCommandInput, ModifyRuleCommandOutput> = (
  { RuleArn, Conditions, Actions, Transforms },
  call,
) => {
  const rule = requireOwnRule(call, RuleArn, 'modified')
  const { LoadBalancerArn, Protocol } = requireListener(call, rule.listenerArn)
  checkTransforms(Transforms)
  const conditions = Conditions ? checkedConditions(Conditions) : rule.Conditions
  const actions = Actions
    ? checkedActions(
        call,
        { balancer: requireLoadBalancer(call, LoadBalancerArn), protocol: Protocol },
        Actions,
      )
    : rule.Actions
  Object.assign(rule, { Conditions: conditions, Actions: actions })
  followRoutes(call)
  return { Rules: [rule] }
}
