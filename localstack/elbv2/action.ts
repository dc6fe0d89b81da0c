import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../errors.ts'
import type { Given, Scope } from '../operation.ts'
import type { LoadBalancer } from './load-balancer.ts'
import { requireTargetGroup } from './target-group.ts'

/** The target groups an action forwards to, with their weights. */
export function forwardsTo({ Type, TargetGroupArn, ForwardConfig }: Action) {
  if (Type !== 'forward') return []
  const groups = ForwardConfig?.TargetGroups ?? (TargetGroupArn ? [{ TargetGroupArn }] : [])
  return groups.map(
    ({ TargetGroupArn = '', Weight = 1 }: { TargetGroupArn?: string; Weight?: number }) => ({
      arn: TargetGroupArn,
      weight: Weight,
    }),
  )
}

const invalid = (message: string) => awsError('InvalidLoadBalancerActionException', message)

/** The actions given to a listener or rule, checked and written out as ELB shows them. */
export function checkedActions(
  scope: Scope,
  balancer: LoadBalancer,
  actions: Given<Action>[],
): Action[] {
  const routing = actions.filter(({ Type }) => routingTypes.has(Type))
  const other = actions.find(({ Type }) => !routingTypes.has(Type))
  if (other)
    throw awsError(
      'InternalFailure',
      `The embedded emulator does not implement actions of type '${other.Type}'. See docs/coverage.md for what it does.`,
      501,
    )
  if (routing.length !== 1)
    throw invalid('Exactly one of the actions must be a forward, a redirect or a fixed-response')
  return routing.map((action) => writtenOut(scope, balancer, action))
}

const routingTypes = new Set<string>(['forward', 'redirect', 'fixed-response'])

function writtenOut(scope: Scope, balancer: LoadBalancer, action: Given<Action>): Action {
  if (action.Type === 'forward') return forward(scope, balancer, action)
  return action.Type === 'redirect' ? redirect(action) : fixedResponse(action)
}

function forward(scope: Scope, balancer: LoadBalancer, action: Given<Action>): Action {
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
  for (const { arn, weight } of groups) {
    if (weight < 0 || weight > 999) throw invalid('Weight must be between 0 and 999')
    checkTargetGroup(scope, balancer, arn)
  }
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

function checkTargetGroup(
  scope: Scope,
  { LoadBalancerArn, VpcId }: LoadBalancer,
  arn: string,
): void {
  const group = requireTargetGroup(scope, arn)
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
function redirect({ RedirectConfig, Order }: Given<Action>): Action {
  if (!RedirectConfig) throw invalid("A redirect action must have a 'RedirectConfig'")
  const config = {
    Protocol: '#{protocol}',
    Host: '#{host}',
    Port: '#{port}',
    Path: '/#{path}',
    Query: '#{query}',
    ...RedirectConfig,
  }
  const { Protocol, Host, Port, Path } = config
  if (Protocol === '#{protocol}' && Host === '#{host}' && Port === '#{port}' && Path === '/#{path}')
    throw invalid('The redirect configuration is not valid because it creates a loop.')
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
