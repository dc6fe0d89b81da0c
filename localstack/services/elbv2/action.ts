import type { Action, ForwardActionConfig } from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError, notImplemented } from '../../kernel/errors.ts'
import type { Given } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import { requireTargetGroup } from './target-group.ts'
import type { LoadBalancerRecord, ListenerRecord } from './records.ts'

/** The target groups an action forwards to, with their weights. */
export function forwardsTo({ Type, TargetGroupArn, ForwardConfig }: Action) {
  if (Type !== 'forward') return []
  const groups = ForwardConfig?.TargetGroups ?? (TargetGroupArn ? [{ TargetGroupArn }] : [])
  return groups.map(
    ({
      TargetGroupArn = '',
      Weight = 1,
    }: {
      TargetGroupArn?: string | undefined
      Weight?: number | undefined
    }) => ({
      arn: TargetGroupArn,
      weight: Weight,
    }),
  )
}

const invalid = (message: string) => awsError('InvalidLoadBalancerActionException', message)

/** The listener and load balancer of an action. */
interface Front {
  balancer: LoadBalancerRecord
  protocol: ListenerRecord['Protocol']
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html#listener-configuration */
const targetProtocols: Record<ListenerRecord['Protocol'], string[]> = {
  HTTP: ['HTTP', 'HTTPS'],
  HTTPS: ['HTTP', 'HTTPS'],
  TCP: ['TCP', 'TCP_UDP'],
  TLS: ['TCP', 'TLS'],
  UDP: ['UDP', 'TCP_UDP'],
  TCP_UDP: ['TCP_UDP'],
}

/** The actions given to a listener or rule, checked and written out as ELB shows them. */
export function checkedActions(scope: Scope, front: Front, actions: Given<Action>[]): Action[] {
  const routing = actions.filter(({ Type }) => routingTypes.has(Type))
  const other = actions.find(({ Type }) => !routingTypes.has(Type))
  if (other) throw notImplemented(`actions of type '${other.Type}'`)
  if (routing.length !== 1)
    throw invalid('Exactly one of the actions must be a forward, a redirect or a fixed-response')
  return routing.map((action) => writtenOut(scope, front, action))
}

const routingTypes = new Set<string>(['forward', 'redirect', 'fixed-response'])

function writtenOut(scope: Scope, front: Front, action: Given<Action>): Action {
  if (action.Type === 'forward') return forward(scope, front, action)
  if (front.balancer.Type === 'network')
    throw invalid(`Actions of type '${action.Type}' are not supported for network load balancers`)
  return action.Type === 'redirect' ? redirect(front, action) : fixedResponse(action)
}

function forward(scope: Scope, front: Front, action: Given<Action>): Action {
  const { ForwardConfig, TargetGroupArn } = action
  const groups = forwardsTo(action)
  if (groups.length === 0) throw awsError('ValidationError', 'A target group ARN must be specified')
  if (groups.length > 5)
    throw awsError(
      'TooManyTargetGroupsException',
      'A forward action can have at most 5 target groups',
    )
  if (TargetGroupArn && groups.some(({ arn }) => arn !== TargetGroupArn))
    throw invalid('TargetGroupArn and ForwardConfig must name the same single target group')
  if (groups.length > 1 && ForwardConfig?.TargetGroups?.some(({ Weight }) => Weight === undefined))
    throw invalid('A weight must be specified for each target group of a forward action')
  if (new Set(groups.map(({ arn }) => arn)).size < groups.length)
    throw invalid('A target group can only be specified once in a forward action')
  checkStickiness(ForwardConfig)
  for (const { arn, weight } of groups) {
    if (weight < 0 || weight > 999) throw invalid('Weight must be between 0 and 999')
    checkTargetGroup(scope, front, arn)
  }
  const kinds = groups.map(({ arn }) => requireTargetGroup(scope, arn))
  if (new Set(kinds.map(({ Protocol }) => Protocol)).size > 1)
    throw invalid('The target groups of a forward action must have the same protocol')
  return {
    Type: 'forward',
    ...(action.Order && { Order: action.Order }),
    ...(groups.length === 1 && { TargetGroupArn: groups[0]!.arn }),
    ForwardConfig: {
      TargetGroups: groups.map(({ arn, weight }) => ({ TargetGroupArn: arn, Weight: weight })),
      TargetGroupStickinessConfig: ForwardConfig?.TargetGroupStickinessConfig ?? { Enabled: false },
    },
  }
}

function checkStickiness({ TargetGroupStickinessConfig: stickiness }: ForwardActionConfig = {}) {
  if (!stickiness?.Enabled) return
  const { DurationSeconds: seconds } = stickiness
  if (seconds === undefined || seconds < 1 || seconds > 604_800)
    throw invalid(
      'Target group stickiness duration must be specified and between 1 and 604800 seconds',
    )
}

function checkTargetGroup(
  scope: Scope,
  { balancer: { LoadBalancerArn, VpcId, Type }, protocol }: Front,
  arn: string,
): void {
  const group = requireTargetGroup(scope, arn)
  if (group.TargetType === 'lambda' && Type === 'network')
    throw awsError(
      'InvalidConfigurationRequestException',
      `Target group '${arn}' has target type 'lambda', which is not supported for network load balancers`,
    )
  if (group.Protocol && !targetProtocols[protocol].includes(group.Protocol))
    throw awsError(
      'IncompatibleProtocolsException',
      `The listener and its associated target group '${arn}' have incompatible protocols: '${protocol}' and '${group.Protocol}'`,
    )
  if (group.VpcId !== undefined && group.VpcId !== VpcId)
    throw awsError(
      'InvalidConfigurationRequestException',
      `Target group '${arn}' is in a different VPC than load balancer '${LoadBalancerArn}'`,
    )
  if (group.LoadBalancerArns.some((user) => user !== LoadBalancerArn))
    throw awsError(
      'TargetGroupAssociationLimitException',
      `The following target groups cannot be associated with more than one load balancer: ${arn}`,
    )
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html */
function redirect({ protocol }: Front, { RedirectConfig, Order }: Given<Action>): Action {
  if (!RedirectConfig) throw invalid("A redirect action must have a 'RedirectConfig'")
  const config = {
    Protocol: '#{protocol}',
    Host: '#{host}',
    Port: '#{port}',
    Path: '/#{path}',
    Query: '#{query}',
    ...RedirectConfig,
  }
  const { Protocol, Host, Port = '#{port}', Path = '/#{path}' } = config
  if (Protocol === '#{protocol}' && Host === '#{host}' && Port === '#{port}' && Path === '/#{path}')
    throw invalid('The redirect configuration is not valid because it creates a loop.')
  if (protocol === 'HTTPS' && Protocol === 'HTTP')
    throw invalid('An HTTPS listener cannot redirect to HTTP')
  if (!Path.startsWith('/'))
    throw invalid(`Redirect path '${Path}' must begin with a '/' character`)
  if (Port !== '#{port}' && !(/^\d{1,5}$/.test(Port) && Number(Port) >= 1 && Number(Port) <= 65535))
    throw invalid(`Redirect port '${Port}' must be '#{port}' or a number from 1 to 65535`)
  return { Type: 'redirect', ...(Order && { Order }), RedirectConfig: config }
}

const contentTypes = [
  'text/plain',
  'text/css',
  'text/html',
  'application/javascript',
  'application/json',
]

function fixedResponse({ FixedResponseConfig, Order }: Given<Action>): Action {
  if (!FixedResponseConfig)
    throw invalid("A fixed-response action must have a 'FixedResponseConfig'")
  const { ContentType = 'text/plain' } = FixedResponseConfig
  if (!contentTypes.includes(ContentType))
    throw invalid(`The content type '${ContentType}' must be one of '${contentTypes.join(', ')}'`)
  return { Type: 'fixed-response', ...(Order && { Order }), FixedResponseConfig }
}
