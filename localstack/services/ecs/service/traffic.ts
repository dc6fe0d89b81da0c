import type { LoadBalancer } from '@aws-sdk/client-ecs'
import { findForwards, setForwardWeights } from '../../elbv2/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { RevisionRecord, ServiceRecord } from '../records.ts'

/** The two target groups between which blue/green moves a load balancer's traffic. */
export const pairOf = ({ targetGroupArn = '', advancedConfiguration }: LoadBalancer): string[] => [
  targetGroupArn,
  advancedConfiguration?.alternateTargetGroupArn ?? targetGroupArn,
]

/** The target groups that a rule forwards to, with their weights. Empty when there is no such rule. */
export const forwardsOf = (scope: Scope, ruleArn = '') => findForwards(scope, ruleArn) ?? []

/** The target group of the next revision's tasks. Blue/green uses the one without production traffic. */
export function idleTargetGroup(
  scope: Scope,
  { deploymentConfiguration }: ServiceRecord,
  balancer: LoadBalancer,
): string | undefined {
  if (deploymentConfiguration.strategy !== 'BLUE_GREEN') return balancer.targetGroupArn
  const rule = balancer.advancedConfiguration?.productionListenerRule
  const serving = forwardsOf(scope, rule).find(({ weight }) => weight > 0)?.arn
  return pairOf(balancer).find((group) => group !== serving)
}

/** Sends all of a rule's traffic to one target group of the pair, at once. */
export function shift(
  scope: Scope,
  ruleArn: string | undefined,
  { to, pair }: { to: string; pair: string[] },
): void {
  if (ruleArn === undefined) return
  const forwards = pair.map((arn) => ({ arn, weight: arn === to ? 100 : 0 }))
  setForwardWeights(scope, ruleArn, forwards)
}

/** Sends the traffic that a blue/green deployment has moved to the tasks of a revision again. */
export function returnTraffic(scope: Scope, { loadBalancers, targets }: RevisionRecord): void {
  for (const [index, { targetGroupArn: to = '', advancedConfiguration }] of targets.entries()) {
    const pair = pairOf(loadBalancers[index]!)
    shift(scope, advancedConfiguration?.productionListenerRule, { to, pair })
    shift(scope, advancedConfiguration?.testListenerRule, { to, pair })
  }
}
