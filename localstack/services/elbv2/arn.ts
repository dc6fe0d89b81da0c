import { randomBytes } from 'node:crypto'
import { arn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'

const newId = () => randomBytes(8).toString('hex')

/** `loadbalancer/app/<name>/<id>`, `net` where it is a network one: ids are 16 hexadecimal digits. */
export const loadBalancerArn = (scope: Scope, type: 'application' | 'network', name: string) =>
  arn(
    scope,
    'elasticloadbalancing',
    `loadbalancer/${type === 'network' ? 'net' : 'app'}/${name}/${newId()}`,
  )

export const targetGroupArn = (scope: Scope, name: string) =>
  arn(scope, 'elasticloadbalancing', `targetgroup/${name}/${newId()}`)

/** A listener's ARN is its load balancer's with one id more; a rule's is its listener's with another. */
export const listenerArn = (loadBalancer: string) =>
  `${loadBalancer.replace(':loadbalancer/', ':listener/')}/${newId()}`

export const ruleArn = (listener: string) =>
  `${listener.replace(':listener/', ':listener-rule/')}/${newId()}`

const kinds = {
  'load balancer': 'loadbalancer/(app|net|gwy)/[^/]+/[^/]+',
  'target group': 'targetgroup/[^/]+/[^/]+',
  listener: 'listener/(app|net|gwy)/[^/]+/[^/]+/[^/]+',
  'listener rule': 'listener-rule/(app|net)/[^/]+/[^/]+/[^/]+/[^/]+',
}

/** Rejects text that is no ARN of this kind, as ELB does before it looks anything up. */
export function checkArn(kind: keyof typeof kinds, text: string): void {
  const pattern = new RegExp(`^arn:aws[\\w-]*:elasticloadbalancing:[^:]*:\\d+:${kinds[kind]}$`)
  if (!pattern.test(text)) throw awsError('ValidationError', `'${text}' is not a valid ${kind} ARN`)
}
