import type { LoadBalancer } from '@aws-sdk/client-ecs'
import type { Forward } from '../../elbv2/public.ts'
import type { RevisionRecord } from '../records.ts'

type ListenerRule = 'productionListenerRule' | 'testListenerRule'

/** The two target groups between which blue/green moves a load balancer's traffic. */
export const pairOf = ({ targetGroupArn = '', advancedConfiguration }: LoadBalancer): string[] => [
  targetGroupArn,
  advancedConfiguration?.alternateTargetGroupArn ?? targetGroupArn,
]

/** The forwards with which listener rules send all traffic to the tasks of a revision. */
export function forwardsToRevision(
  { loadBalancers, targets }: RevisionRecord,
  rules: ListenerRule[],
): { ruleArn: string; forwards: Forward[] }[] {
  return loadBalancers.flatMap((balancer, index) => {
    const to = targets[index]?.targetGroupArn
    const forwards = pairOf(balancer).map((arn) => ({ arn, weight: arn === to ? 100 : 0 }))
    return rules.flatMap((rule) => {
      const ruleArn = balancer.advancedConfiguration?.[rule]
      return ruleArn ? [{ ruleArn, forwards }] : []
    })
  })
}
