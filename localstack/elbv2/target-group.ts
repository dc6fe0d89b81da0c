import type { TargetGroup as TargetGroupRecord } from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../errors.ts'
import type { Scope } from '../operation.ts'
import { checkArn } from './arn.ts'
import { flag, oneOf, text, whole } from './attributes.ts'
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

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html */
export const targetGroupAttributes = {
  'deregistration_delay.timeout_seconds': whole(300, [0, 3600]),
  'load_balancing.algorithm.anomaly_mitigation': oneOf('off', 'on'),
  'load_balancing.algorithm.type': oneOf(
    'round_robin',
    'least_outstanding_requests',
    'weighted_random',
  ),
  'load_balancing.cross_zone.enabled': oneOf('use_load_balancer_configuration', 'true', 'false'),
  'slow_start.duration_seconds': whole(0, [30, 900], '0'),
  'stickiness.enabled': flag(false),
  'stickiness.type': oneOf('lb_cookie', 'app_cookie'),
  'stickiness.lb_cookie.duration_seconds': whole(86_400, [1, 604_800]),
  'stickiness.app_cookie.cookie_name': text(),
  'stickiness.app_cookie.duration_seconds': whole(86_400, [1, 604_800]),
  'target_group_health.dns_failover.minimum_healthy_targets.count': whole(1, [1, Infinity], 'off'),
  'target_group_health.dns_failover.minimum_healthy_targets.percentage': whole(
    'off',
    [1, 100],
    'off',
  ),
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': whole(1, [
    1,
    Infinity,
  ]),
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': whole(
    'off',
    [1, 100],
    'off',
  ),
}

export const lambdaAttributes = { 'lambda.multi_value_headers.enabled': flag(false) }

/** The attributes that groups of this type have. */
export const attributesFor = (targetType: string) =>
  targetType === 'lambda' ? lambdaAttributes : targetGroupAttributes

export const findTargetGroup = (scope: Scope, arn: string): TargetGroup | undefined =>
  balancingOf(scope).targetGroups.get(arn)

/** The group an operation names by its ARN, or an error in ELB's words. */
export function requireTargetGroup(scope: Scope, arn: string): TargetGroup {
  checkArn('target group', arn)
  const group = findTargetGroup(scope, arn)
  if (!group) throw awsError('TargetGroupNotFoundException', `Target groups '${arn}' not found`)
  return group
}
