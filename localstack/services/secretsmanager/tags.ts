import type { Tag } from '@aws-sdk/client-secrets-manager'
import { invalidSecretParameter } from './errors.ts'

const maxTags = 50

/** Rejects tags that a secret could not take: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_TagResource.html */
export function checkSecretTags(current: Tag[], added: Tag[]): void {
  const keys = added.map(({ Key = '' }) => Key)
  if (keys.some((key) => /^aws:/i.test(key)))
    throw invalidSecretParameter('Tag keys must not begin with aws:.')
  if (new Set(keys).size < keys.length) throw invalidSecretParameter('Tag keys must be unique.')
  if (new Set([...current.map(({ Key }) => Key), ...keys]).size > maxTags)
    throw invalidSecretParameter(`A secret can have at most ${maxTags} tags.`)
}
