import type { LoadBalancer } from '@aws-sdk/client-ecs'
import type { Forward } from '../../elbv2/public.ts'
import type { DeploymentRecord, RevisionRecord, ServiceRecord } from '../records.ts'
import { findRevision } from './service-record.ts'

export type ListenerRule = 'productionListenerRule' | 'testListenerRule'

/** A network load balancer has listeners without rules. */
export const isNetworkListener = (arn: string) => arn.includes(':listener/net/')

/** The two target groups between which a load balancer's traffic is shifted. */
export const pairOf = ({ targetGroupArn = '', advancedConfiguration }: LoadBalancer): string[] => [
  targetGroupArn,
  advancedConfiguration?.alternateTargetGroupArn ?? targetGroupArn,
]

/** The forwards with which listener rules send a percentage of their traffic to the tasks of a revision, and the rest to the tasks before. */
export function forwardsToRevision(
  { loadBalancers, targets }: RevisionRecord,
  rules: ListenerRule[],
  percent: number,
): { ruleArn: string; forwards: Forward[] }[] {
  const [share, rest] = weightsOf(percent)
  return loadBalancers.flatMap((balancer, index) => {
    const to = targets[index]?.targetGroupArn
    const forwards = pairOf(balancer).map((arn) => ({ arn, weight: arn === to ? share : rest }))
    return rules.flatMap((rule) => {
      const ruleArn = balancer.advancedConfiguration?.[rule]
      return ruleArn ? [{ ruleArn, forwards }] : []
    })
  })
}

/** The forwards with which the tasks before a deployment get the traffic back that it has shifted. */
export function returnedTraffic(
  service: Pick<ServiceRecord, 'revisions'>,
  deployment: DeploymentRecord | undefined,
): ReturnType<typeof forwardsToRevision> {
  const revision = deployment && findRevision(service, deployment)
  if (!revision || deployment.strategy === 'ROLLING') return []
  return forwardsToRevision(revision, ['productionListenerRule', 'testListenerRule'], 0)
}

/** Weights are integers up to 999, and percentages may have tenths. */
function weightsOf(percent: number): [share: number, rest: number] {
  const scale = Number.isInteger(percent) ? 1 : 10
  const share = Math.round(percent * scale)
  return [share, 100 * scale - share]
}
