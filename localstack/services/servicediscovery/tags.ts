import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { invalidInput } from './errors.ts'
import type { DiscoveryTag } from './records.ts'
import { discoveryOf } from './state.ts'

const maxTags = 50

/** Rejects tags that a resource could not take: https://docs.aws.amazon.com/cloud-map/latest/api/API_TagResource.html */
export function checkDiscoveryTags(current: Iterable<string>, added: DiscoveryTag[]): void {
  const keys = added.map(({ Key }) => Key)
  if (keys.some((key) => /^aws:/i.test(key)))
    throw invalidInput('Tag keys must not begin with aws:.')
  if (new Set(keys).size < keys.length) throw invalidInput('Tag keys must be unique.')
  if (new Set([...current, ...keys]).size > maxTags)
    throw awsError('TooManyTagsException', `A resource can have at most ${maxTags} tags.`)
}

/** The tags of a namespace or service, by its ARN. */
export function requireDiscoveryTags(scope: Scope, resourceArn: string): Map<string, string> {
  const { namespaces, services, tags } = discoveryOf(scope)
  const id = resourceArn.split('/').at(-1)!
  const found = namespaces.get(id) ?? services.get(id)
  if (found?.Arn !== resourceArn)
    throw awsError('ResourceNotFoundException', `Resource not found: ${resourceArn}`)
  return tags.get(resourceArn)!
}

export function setDiscoveryTags(scope: Scope, resourceArn: string, added: DiscoveryTag[]): void {
  const { tags } = discoveryOf(scope)
  const own = tags.get(resourceArn)
  if (!own) tags.set(resourceArn, new Map(added.map(({ Key, Value }) => [Key, Value])))
  else for (const { Key, Value } of added) own.set(Key, Value)
}
