import type {
  CreateRuleCommandInput,
  CreateRuleCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { checkedActions } from '../action.ts'
import { ruleArn } from '../arn.ts'
import { checkedConditions } from '../condition.ts'
import { requireListener } from '../listener.ts'
import { requireLoadBalancer } from '../load-balancer.ts'
import { followRoutes } from '../routes.ts'
import { checkPriorityIsFree, checkTransforms, listenerRulesOf } from '../rule.ts'
import { balancingOf } from '../state.ts'
import { addElbTags, checkTags } from '../tags.ts'
import type { RuleRecord } from '../records.ts'

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const maxRules = 100

export const CreateRule: Operation<CreateRuleCommandInput, CreateRuleCommandOutput> = (
  { ListenerArn, Priority, Conditions, Actions, Tags, Transforms },
  call,
) => {
  const listener = requireListener(call, ListenerArn)
  const balancer = requireLoadBalancer(call, listener.LoadBalancerArn)
  if (balancer.Type === 'network')
    throw awsError(
      'OperationNotPermittedException',
      'Rules are not supported for listeners of network load balancers',
    )
  const rules = listenerRulesOf(call, ListenerArn)
  checkPriorityIsFree(rules, Priority)
  if (rules.length >= maxRules)
    throw awsError(
      'TooManyRulesException',
      `The maximum number of rules on this listener is ${maxRules}`,
    )
  checkTags(undefined, Tags)
  checkTransforms(Transforms)
  const rule: RuleRecord = {
    RuleArn: ruleArn(ListenerArn),
    Priority: String(Priority),
    IsDefault: false,
    Conditions: checkedConditions(Conditions),
    Actions: checkedActions(call, { balancer, protocol: listener.Protocol }, Actions),
    listenerArn: ListenerArn,
  }
  balancingOf(call).rules.set(rule.RuleArn, rule)
  addElbTags(call, rule.RuleArn, Tags)
  followRoutes(call)
  return { Rules: [rule] }
}
