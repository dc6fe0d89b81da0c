import type { TargetGroup as TargetGroupRecord } from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../errors.ts'
import type { Scope } from '../operation.ts'
import { balancingOf } from './state.ts'

/** A target as registered; it stays while it drains. */
export interface Target {
  Id: string
  Port: number
  AvailabilityZone?: string
  draining: boolean
}

export interface TargetGroup extends TargetGroupRecord {
  TargetGroupArn: string
  TargetGroupName: string
  TargetType: 'ip' | 'instance' | 'lambda'
  /** The balancers whose listeners or rules forward here; kept by `recountUse`. */
  LoadBalancerArns: string[]
  HealthCheckIntervalSeconds: number
  HealthCheckTimeoutSeconds: number
  HealthyThresholdCount: number
  UnhealthyThresholdCount: number
  /** By `targetKey`. */
  targets: Map<string, Target>
  attributes: Map<string, string>
}

export const findTargetGroup = (scope: Scope, arn: string): TargetGroup | undefined =>
  balancingOf(scope).targetGroups.get(arn)

/** The group an operation names by its ARN, or an error in ELB's words. */
export function requireTargetGroup(scope: Scope, arn: string): TargetGroup {
  if (!/^arn:aws[\w-]*:elasticloadbalancing:[^:]*:\d+:targetgroup\/[^/]+\/[^/]+$/.test(arn))
    throw awsError('ValidationError', `'${arn}' is not a valid target group ARN`)
  const group = findTargetGroup(scope, arn)
  if (!group) throw awsError('TargetGroupNotFoundException', `Target groups '${arn}' not found`)
  return group
}
