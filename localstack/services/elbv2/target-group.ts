import type { TargetGroup as TargetGroupRecord } from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { checkArn } from './arn.ts'
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
  /** The balancers whose listeners or rules forward here; kept by `followRoutes`. */
  LoadBalancerArns: string[]
  HealthCheckEnabled: boolean
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
  checkArn('target group', arn)
  const group = findTargetGroup(scope, arn)
  if (!group) throw awsError('TargetGroupNotFoundException', `Target groups '${arn}' not found`)
  return group
}
