import type { LoadBalancer } from '@aws-sdk/client-ecs'
import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import { balancingOf, followRoutes, forwardsTo } from '../../elbv2/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { Service } from './service.ts'

/** The two target groups between which a load balancer's traffic moves. */
export const pairOf = ({ targetGroupArn = '', advancedConfiguration }: LoadBalancer): string[] => [
  targetGroupArn,
  advancedConfiguration?.alternateTargetGroupArn ?? targetGroupArn,
]

/** Where a rule's actions are kept; a listener's default actions are a rule too. Undefined when the rule is gone. */
function placeOf(scope: Scope, ruleArn: string) {
  const { rules, listeners } = balancingOf(scope)
  const rule = rules.get(ruleArn)
  if (rule)
    return { actions: rule.Actions, set: (actions: Action[]) => void (rule.Actions = actions) }
  const listener = listeners.values().find(({ defaultRuleArn }) => defaultRuleArn === ruleArn)
  return (
    listener && {
      actions: listener.DefaultActions,
      set: (actions: Action[]) => void (listener.DefaultActions = actions),
    }
  )
}

/** The target groups a rule forwards to, with their weights; none when the rule is gone. */
export const sharesOf = (scope: Scope, ruleArn = '') =>
  placeOf(scope, ruleArn)?.actions.flatMap(forwardsTo) ?? []

export const isRule = (scope: Scope, ruleArn: string) => placeOf(scope, ruleArn) !== undefined

/** The group that the next revision's tasks are registered in: in blue/green the one that does not serve. */
export function idleTargetGroup(
  scope: Scope,
  { deploymentConfiguration }: Service,
  balancer: LoadBalancer,
): string | undefined {
  if (deploymentConfiguration.strategy !== 'BLUE_GREEN') return balancer.targetGroupArn
  const rule = balancer.advancedConfiguration?.productionListenerRule
  const serving = sharesOf(scope, rule).find(({ weight }) => weight > 0)?.arn
  return pairOf(balancer).find((group) => group !== serving)
}

/** Sends all of a rule's traffic to one group of the pair, at once. */
export function shift(
  scope: Scope,
  ruleArn: string | undefined,
  { to, pair }: { to: string; pair: string[] },
): void {
  const place = ruleArn === undefined ? undefined : placeOf(scope, ruleArn)
  if (!place) return
  const TargetGroups = pair.map((arn) => ({ TargetGroupArn: arn, Weight: arn === to ? 100 : 0 }))
  place.set([
    {
      Type: 'forward',
      ForwardConfig: { TargetGroups, TargetGroupStickinessConfig: { Enabled: false } },
    },
  ])
  followRoutes(scope)
}
