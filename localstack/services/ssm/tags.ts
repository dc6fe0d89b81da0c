import type { ResourceTypeForTagging, Tag } from '@aws-sdk/client-ssm'
import { awsError, notImplemented } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { findParameter } from './parameter.ts'
import type { ParameterRecord } from './records.ts'

const maxTags = 50

interface Tagged {
  ResourceType: ResourceTypeForTagging
  ResourceId: string
}

/** The parameter that a tagging call names, by its name alone. */
export function requireTaggedParameter(
  scope: Scope,
  { ResourceType, ResourceId }: Tagged,
): ParameterRecord {
  if (ResourceType !== 'Parameter') throw notImplemented(`tags of the type ${ResourceType}`)
  const parameter = findParameter(scope, ResourceId)
  if (!parameter) throw awsError('InvalidResourceId', '')
  return parameter
}

/** Rejects tags that a parameter could not take: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html */
export function checkParameterTags(current: Tag[], added: Tag[]): void {
  const keys = added.map(({ Key }) => Key)
  if (keys.some((key) => /^aws:/i.test(key ?? '')))
    throw awsError('ValidationException', 'Tag keys must not begin with aws:.')
  if (new Set(keys).size < keys.length)
    throw awsError('ValidationException', 'Tag keys must be unique.')
  if (new Set([...current.map(({ Key }) => Key), ...keys]).size > maxTags)
    throw awsError('TooManyTagsError', '')
}
