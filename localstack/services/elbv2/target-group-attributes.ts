import { trueOrFalse, oneOf, text, whole } from './attributes.ts'
import { isHttp } from './health-check.ts'

const groupHealth = {
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

const unsupportedStickiness = (protocol: string) => (_key: string, value: string) =>
  `Stickiness type '${value}' is not supported for target groups with the ${protocol} protocol`

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html */
const httpAttributes = {
  'deregistration_delay.timeout_seconds': whole(300, [0, 3600]),
  'load_balancing.algorithm.anomaly_mitigation': oneOf('off', 'on'),
  'load_balancing.algorithm.type': oneOf(
    'round_robin',
    'least_outstanding_requests',
    'weighted_random',
  ),
  'load_balancing.cross_zone.enabled': oneOf('use_load_balancer_configuration', 'true', 'false'),
  'slow_start.duration_seconds': whole(0, [30, 900], '0'),
  'stickiness.enabled': trueOrFalse(false),
  'stickiness.type': {
    ...oneOf('lb_cookie', 'app_cookie'),
    rejection: unsupportedStickiness('HTTP'),
  },
  'stickiness.lb_cookie.duration_seconds': whole(86_400, [1, 604_800]),
  'stickiness.app_cookie.cookie_name': text(),
  'stickiness.app_cookie.duration_seconds': whole(86_400, [1, 604_800]),
  ...groupHealth,
}

const lambdaAttributes = { 'lambda.multi_value_headers.enabled': trueOrFalse(false) }

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html */
const connectionAttributes = {
  'deregistration_delay.connection_termination.enabled': trueOrFalse(false),
  'deregistration_delay.timeout_seconds': whole(300, [0, 3600]),
  'load_balancing.cross_zone.enabled': oneOf('use_load_balancer_configuration', 'true', 'false'),
  'preserve_client_ip.enabled': trueOrFalse(false),
  'proxy_protocol_v2.enabled': trueOrFalse(false),
  'stickiness.enabled': trueOrFalse(false),
  'stickiness.type': { ...oneOf('source_ip'), rejection: unsupportedStickiness('TCP') },
  ...groupHealth,
  'target_health_state.unhealthy.connection_termination.enabled': trueOrFalse(true),
  'target_health_state.unhealthy.draining_interval_seconds': whole(0, [0, 360_000]),
}

/** The attributes that groups of this type and protocol have. */
export function attributesFor({
  TargetType,
  Protocol,
}: {
  TargetType?: string | undefined
  Protocol?: string | undefined
}) {
  if (TargetType === 'lambda') return lambdaAttributes
  return isHttp(Protocol) ? httpAttributes : connectionAttributes
}

/** Every attribute of any group, for telling one that another group has from one that none has. */
export const allAttributes: ReadonlySet<string> = new Set(
  [lambdaAttributes, httpAttributes, connectionAttributes].flatMap(Object.keys),
)
