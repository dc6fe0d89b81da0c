import type { RevisionRecord } from '../records.ts'
import type { Snapshot } from './snapshot.ts'
import { pairOf } from './traffic.ts'

/** The fault of listener rules with which no blue/green deployment can start: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html */
export function faultOfRules(
  snapshot: Pick<Snapshot, 'forwards'>,
  { loadBalancers }: RevisionRecord,
): string | undefined {
  const forwardsOf = (rule = '') => snapshot.forwards[rule] ?? []
  for (const balancer of loadBalancers) {
    const { productionListenerRule, testListenerRule } = balancer.advancedConfiguration ?? {}
    const [target, alternate] = pairOf(balancer) as [string, string]
    const forwards = forwardsOf(productionListenerRule)
    const serving = forwards.filter(({ weight }) => weight > 0)
    if (serving.length !== 1)
      return `. productionListenerRule ${productionListenerRule} should have exactly one target group serving traffic but found ${serving.length} target groups which are serving traffic`
    const { arn } = serving[0]!
    if (arn !== target && arn !== alternate)
      return `. Production listener rule is forwarding traffic to unexpected target group ${arn}. Expected traffic to be forwarded to either targetGroupArn: ${target} or alternateTargetGroupArn: ${alternate}`
    const known = [...forwards, ...forwardsOf(testListenerRule)]
    for (const group of [target, alternate])
      if (!known.some((forward) => forward.arn === group))
        return `: Target group ${group} is not associated with either productionListenerRule or testListenerRule.`
  }
  return undefined
}
