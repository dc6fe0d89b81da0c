import type { Tag } from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { requireListener } from './listener.ts'
import { requireLoadBalancer } from './load-balancer.ts'
import { requireRule } from './rule.ts'
import { balancingOf } from './state.ts'
import { requireTargetGroup } from './target-group.ts'

type GivenTag = Pick<Tag, 'Key' | 'Value'>

const maxTags = 50

/** Adds tags to a resource, or replaces values of keys it has. */
export function addElbTags(scope: Scope, arn: string, added: GivenTag[] = []): void {
  const { tags } = balancingOf(scope)
  checkTags(tags.get(arn), added)
  const current = tags.get(arn) ?? new Map<string, string>()
  for (const { Key = '', Value = '' } of added) current.set(Key, Value)
  tags.set(arn, current)
}

/** Rejects tags that a resource could not take, before anything is made. */
export function checkTags(current: Map<string, string> = new Map(), added: GivenTag[] = []): void {
  const keys = added.map(({ Key = '' }) => Key)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice)
    throw awsError(
      'DuplicateTagKeysException',
      `Tag keys must be unique: '${twice}' is given twice`,
    )
  const reserved = keys.find((key) => /^aws:/i.test(key))
  if (reserved) throw awsError('ValidationError', `Tag key '${reserved}' cannot start with 'aws:'`)
  if (new Set([...current.keys(), ...keys]).size > maxTags)
    throw awsError('TooManyTagsException', `The number of tags cannot exceed ${maxTags}`)
}

export const listTags = (scope: Scope, arn: string): Tag[] =>
  [...(balancingOf(scope).tags.get(arn) ?? [])].map(([Key, Value]) => ({ Key, Value }))

/** True if a resource already has exactly these tags. */
export function hasTags(scope: Scope, arn: string, wanted: GivenTag[] = []): boolean {
  const current = balancingOf(scope).tags.get(arn) ?? new Map<string, string>()
  return (
    current.size === wanted.length &&
    wanted.every(({ Key = '', Value = '' }) => current.get(Key) === Value)
  )
}

/** Rejects an ARN that names nothing which can have tags. */
export function requireTaggedResource(scope: Scope, arn: string): void {
  const kind = /^arn:aws[\w-]*:elasticloadbalancing:[^:]*:\d+:([\w-]+)\//.exec(arn)?.[1]
  const required = {
    loadbalancer: requireLoadBalancer,
    targetgroup: requireTargetGroup,
    listener: requireListener,
    'listener-rule': requireRule,
  }[kind ?? '']
  if (!required) throw awsError('ValidationError', `'${arn}' is not a valid ELB ARN`)
  required(scope, arn)
}
