import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2'
import { findInterfaceByAddress } from '../ec2/public.ts'
import type { Scope } from '../../kernel/scope.ts'
import { balancingOf } from './state.ts'
import type { TargetRecord, TargetGroupRecord } from './records.ts'

const groupNotInUse = {
  State: 'unused',
  Reason: 'Target.NotInUse',
  Description: 'Target group is not configured to receive traffic from the load balancer',
} as const satisfies TargetHealth

const zoneNotEnabled = {
  State: 'unused',
  Reason: 'Target.NotInUse',
  Description: 'Target is in an Availability Zone that is not enabled for the load balancer',
} as const satisfies TargetHealth

const ipUnusable = {
  State: 'unused',
  Reason: 'Target.IpUnusable',
  Description: 'The IP address cannot be used as a target because it is in use by a load balancer',
} as const satisfies TargetHealth

/** The reason for which a registered target gets neither checks nor requests; undefined if it gets both. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html */
export function unusedReason(
  scope: Scope,
  { LoadBalancerArns, VpcId }: TargetGroupRecord,
  { Id, AvailabilityZone = 'all' }: TargetRecord,
): TargetHealth | undefined {
  const balancers = LoadBalancerArns.flatMap(
    (arn) => balancingOf(scope).loadBalancers.get(arn) ?? [],
  )
  if (balancers.length === 0) return groupNotInUse
  const enabled = balancers.some(({ AvailabilityZones = [] }) =>
    AvailabilityZones.some(({ ZoneName }) => ZoneName === AvailabilityZone),
  )
  if (AvailabilityZone !== 'all' && !enabled) return zoneNotEnabled
  return findInterfaceByAddress(scope, Id, VpcId)?.RequesterId === 'amazon-elb'
    ? ipUnusable
    : undefined
}
