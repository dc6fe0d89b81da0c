import type { Action, Listener as ListenerRecord } from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../errors.ts'
import type { Scope } from '../operation.ts'
import { checkArn } from './arn.ts'
import { balancingOf } from './state.ts'

export interface Listener extends ListenerRecord {
  ListenerArn: string
  LoadBalancerArn: string
  Port: number
  Protocol: 'HTTP' | 'HTTPS'
  DefaultActions: Action[]
  /** The default actions are also a rule, with an ARN of its own. */
  defaultRuleArn: string
}

/** The listener an operation names by its ARN, or an error in ELB's words. */
export function requireListener(scope: Scope, arn: string): Listener {
  checkArn('listener', arn)
  const found = balancingOf(scope).listeners.get(arn)
  if (!found) throw awsError('ListenerNotFoundException', 'One or more listeners not found')
  return found
}

export const listenersOf = (scope: Scope, loadBalancerArn: string): Listener[] =>
  [...balancingOf(scope).listeners.values()].filter(
    ({ LoadBalancerArn }) => LoadBalancerArn === loadBalancerArn,
  )

/** The security policy of an HTTPS listener that is given none. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
export const defaultPolicy = 'ELBSecurityPolicy-2016-08'

/** What an application load balancer's listener may speak. HTTPS comes with certificates. */
export function checkProtocol(protocol: string, certificates: unknown[] = []): void {
  const invalid = (message: string) => awsError('ValidationError', message)
  if (protocol !== 'HTTP' && protocol !== 'HTTPS')
    throw invalid(`Listener protocol '${protocol}' must be one of 'HTTPS, HTTP'`)
  if (protocol === 'HTTP' && certificates.length > 0)
    throw invalid('A certificate cannot be specified for HTTP listeners')
  if (protocol === 'HTTPS' && certificates.length === 0)
    throw invalid('A certificate must be specified for HTTPS listeners')
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
export function deleteListener(scope: Scope, { ListenerArn: arn }: Listener): void {
  const { listeners, rules, tags } = balancingOf(scope)
  const gone = [...rules.values()].filter(({ listenerArn }) => listenerArn === arn)
  for (const { RuleArn } of gone) {
    rules.delete(RuleArn)
    tags.delete(RuleArn)
  }
  listeners.delete(arn)
  tags.delete(arn)
}
