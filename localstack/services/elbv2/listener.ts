import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { checkArn } from './arn.ts'
import { trueOrFalse, text, whole } from './attributes.ts'
import { balancingOf } from './state.ts'
import type { LoadBalancerRecord, ListenerRecord } from './records.ts'

/** The listener an operation names by its ARN, or ELB's error. */
export function requireListener(scope: Scope, arn: string): ListenerRecord {
  checkArn('listener', arn)
  const found = balancingOf(scope).listeners.get(arn)
  if (!found) throw awsError('ListenerNotFoundException', 'One or more listeners not found')
  return found
}

/** As {@link requireListener}, for a listener with TLS. */
export function requireSecureListener(scope: Scope, arn: string): ListenerRecord {
  const listener = requireListener(scope, arn)
  if (!listener.Certificates)
    throw awsError(
      'ValidationError',
      `A certificate cannot be specified for ${listener.Protocol} listeners`,
    )
  return listener
}

export const listenersOf = (scope: Scope, loadBalancerArn: string): ListenerRecord[] =>
  [...balancingOf(scope).listeners.values()].filter(
    ({ LoadBalancerArn }) => LoadBalancerArn === loadBalancerArn,
  )

const protocols = {
  application: ['HTTPS', 'HTTP'],
  network: ['TLS', 'TCP', 'TCP_UDP', 'UDP'],
} as const

/** The protocol of a listener, which must be one of its load balancer's kind. */
export function checkedProtocol(
  { Type }: LoadBalancerRecord,
  protocol: string,
): ListenerRecord['Protocol'] {
  const known = protocols[Type].find((each) => each === protocol)
  if (!known)
    throw awsError(
      'ValidationError',
      `Listener protocol '${protocol}' must be one of '${protocols[Type].join(', ')}'`,
    )
  return known
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const maxListeners = 50

/** Rejects one listener more than a load balancer can have. */
export function checkListenerCount(scope: Scope, loadBalancerArn: string): void {
  if (listenersOf(scope, loadBalancerArn).length >= maxListeners)
    throw awsError(
      'TooManyListenersException',
      `The maximum number of listeners has been reached for load balancer '${loadBalancerArn}'`,
    )
}

/** A load balancer has one listener on a port. */
export function checkPortIsFree(scope: Scope, loadBalancerArn: string, port: number): void {
  if (listenersOf(scope, loadBalancerArn).some(({ Port }) => Port === port))
    throw awsError(
      'DuplicateListenerException',
      `A listener already exists on this port for this load balancer '${loadBalancerArn}'`,
    )
}

/** Takes a listener away with its rules and their tags. */
export function deleteListener(scope: Scope, { ListenerArn: arn }: ListenerRecord): void {
  const { listeners, rules, tags } = balancingOf(scope)
  const gone = [...rules.values()].filter(({ listenerArn }) => listenerArn === arn)
  for (const { RuleArn } of gone) {
    rules.delete(RuleArn)
    tags.delete(RuleArn)
  }
  listeners.delete(arn)
  tags.delete(arn)
}

const responseHeaders = [
  'strict_transport_security',
  'access_control_allow_origin',
  'access_control_allow_methods',
  'access_control_allow_headers',
  'access_control_allow_credentials',
  'access_control_expose_headers',
  'access_control_max_age',
  'content_security_policy',
  'x_content_type_options',
  'x_frame_options',
]

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html */
export const listenerAttributes = {
  application: {
    'routing.http.response.server.enabled': trueOrFalse(true),
    ...Object.fromEntries(
      responseHeaders.map((name) => [`routing.http.response.${name}.header_value`, text()]),
    ),
  },
  network: { 'tcp.idle_timeout.seconds': whole(350, [60, 6000]) },
}
