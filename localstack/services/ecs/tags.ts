import type { Tag } from '@aws-sdk/client-ecs'
import { parseArn } from '../../kernel/arn.ts'
import type { Scope } from '../../kernel/scope.ts'
import { clientError, invalidParameter } from './errors.ts'
import { checkArnPlace } from './identifier.ts'
import { ecsOf } from './state.ts'

export const tagsOf = (scope: Scope, arn: string): Tag[] => ecsOf(scope).tags.get(arn) ?? []

const mostTags = 50

/** Rejects tags that ECS rejects for a resource that has others: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html#tag-restrictions. */
export function checkEcsTags(added: Tag[] = [], others: Tag[] = []): void {
  const keys = added.map(({ key = '' }) => key)
  if (keys.some((key) => key.length === 0)) throw invalidParameter('Tag key can not be empty')
  if (keys.some((key) => /^aws:/i.test(key)))
    throw invalidParameter(
      'Tags starting with aws: are reserved for system use and can not be modified',
    )
  if (new Set(keys).size < keys.length)
    throw invalidParameter('Duplicate tag keys found. Tag keys are case-sensitive and unique.')
  if (merged(others, added).length > mostTags)
    throw invalidParameter(`Too many tags. The maximum number of tags is ${mostTags}.`)
}

/** Adds tags to a resource. They replace those with the same key. */
export function addTags(scope: Scope, arn: string, added: Tag[] = []): void {
  if (added.length > 0) ecsOf(scope).tags.set(arn, merged(tagsOf(scope, arn), added))
}

function merged(others: Tag[], added: Tag[]): Tag[] {
  const keys = added.map(({ key }) => key)
  const kept = others.filter(({ key }) => !keys.includes(key))
  return [...kept, ...added.map(({ key, value = '' }) => ({ key, value }))]
}

export function removeTags(scope: Scope, arn: string, keys: string[]): void {
  const kept = tagsOf(scope, arn).filter(({ key = '' }) => !keys.includes(key))
  ecsOf(scope).tags.set(arn, kept)
}

/** Rejects a tagging call for a resource that does not exist. */
export function requireTaggable(scope: Scope, arn: string): void {
  const { clusters, services, tasks, families } = ecsOf(scope)
  const parsed = parseArn(arn)
  if (parsed?.service !== 'ecs')
    throw invalidParameter(`The ARN '${arn}' is not a valid Amazon ECS resource ARN.`)
  checkArnPlace(scope, arn)
  const [kind, ...rest] = parsed.resource.split('/')
  const name = rest.join('/')
  const [family = '', revision] = name.split(':')
  const found = {
    cluster: () => clusters.get(name)?.status === 'ACTIVE',
    service: () => services.has(arn),
    task: () => tasks.has(arn),
    'task-definition': () => families.get(family)?.has(Number(revision)) ?? false,
  }[kind ?? '']
  if (found?.()) return
  throw kind === 'cluster'
    ? clientError('The specified cluster is inactive. Specify an active cluster and try again.')
    : invalidParameter(
        `The specified ${kind} is inactive. Specify an active ${kind} and try again.`,
      )
}
