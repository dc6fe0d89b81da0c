import type { Tag } from '@aws-sdk/client-acm'
import { awsError } from '../../kernel/errors.ts'
import type { Given } from '../service.ts'
import type { CertificateRecord } from './records.ts'

const maxTags = 50

/** Rejects tags that a certificate could not take: https://docs.aws.amazon.com/acm/latest/APIReference/API_AddTagsToCertificate.html */
export function checkCertificateTags(current: Map<string, string>, added: Given<Tag>[]): void {
  if (added.some(({ Key, Value }) => /^aws:/i.test(Key) || /^aws:/i.test(Value ?? '')))
    throw awsError(
      'InvalidTagException',
      'aws: prefixed tag key names are not allowed for external use.',
    )
  if (new Set([...current.keys(), ...added.map(({ Key }) => Key)]).size > maxTags)
    throw awsError('TooManyTagsException', `A certificate can have at most ${maxTags} tags.`)
}

export const tagMap = (tags: Given<Tag>[]): Map<string, string> =>
  new Map(tags.map(({ Key, Value = '' }) => [Key, Value]))

export const tagsToApi = ({ tags }: CertificateRecord): Tag[] =>
  Array.from(tags, ([Key, Value]) => ({ Key, Value }))
