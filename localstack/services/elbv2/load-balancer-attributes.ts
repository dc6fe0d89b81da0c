import { awsError } from '../../kernel/errors.ts'
import { trueOrFalse, oneOf, text, whole } from './attributes.ts'

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#load-balancer-attributes */
const application = {
  'access_logs.s3.enabled': trueOrFalse(false),
  'access_logs.s3.bucket': text(),
  'access_logs.s3.prefix': text(),
  'client_keep_alive.seconds': whole(3600, [60, 604_800]),
  'connection_logs.s3.enabled': trueOrFalse(false),
  'connection_logs.s3.bucket': text(),
  'connection_logs.s3.prefix': text(),
  'deletion_protection.enabled': trueOrFalse(false),
  'idle_timeout.timeout_seconds': whole(60, [1, 4000]),
  'ipv6.deny_all_igw_traffic': trueOrFalse(false),
  'load_balancing.cross_zone.enabled': {
    ...oneOf('true'),
    rejection: (key: string) =>
      `The value for '${key}' must always be 'true' for an Application Load Balancer`,
  },
  'routing.http.desync_mitigation_mode': oneOf('defensive', 'monitor', 'strictest'),
  'routing.http.drop_invalid_header_fields.enabled': trueOrFalse(false),
  'routing.http.preserve_host_header.enabled': trueOrFalse(false),
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': trueOrFalse(false),
  'routing.http.xff_client_port.enabled': trueOrFalse(false),
  'routing.http.xff_header_processing.mode': oneOf('append', 'preserve', 'remove'),
  'routing.http2.enabled': trueOrFalse(true),
  'waf.fail_open.enabled': trueOrFalse(false),
  'zonal_shift.config.enabled': trueOrFalse(false),
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#load-balancer-attributes */
const network = {
  'access_logs.s3.enabled': trueOrFalse(false),
  'access_logs.s3.bucket': text(),
  'access_logs.s3.prefix': text(),
  'deletion_protection.enabled': trueOrFalse(false),
  'dns_record.client_routing_policy': oneOf(
    'any_availability_zone',
    'availability_zone_affinity',
    'partial_availability_zone_affinity',
  ),
  'ipv6.deny_all_igw_traffic': trueOrFalse(false),
  'load_balancing.cross_zone.enabled': trueOrFalse(false),
  'secondary_ips.auto_assigned.per_subnet': whole(0, [0, 7]),
  'zonal_shift.config.enabled': trueOrFalse(false),
}

/** The attributes of each type of load balancer. */
export const loadBalancerAttributes = { application, network }

/** Rejects logs without a place to go. */
export function checkLogs(attributes: Map<string, string>): void {
  for (const [kind, what] of [
    ['access_logs', 'access logs'],
    ['connection_logs', 'connection logs'],
  ])
    if (attributes.get(`${kind}.s3.enabled`) === 'true' && !attributes.get(`${kind}.s3.bucket`))
      throw awsError(
        'InvalidConfigurationRequestException',
        `The key '${kind}.s3.bucket' must set in order to enable ${what}`,
      )
}
