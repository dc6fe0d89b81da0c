import type { Tag } from '@aws-sdk/client-ecr-public'
import { awsError } from '../../kernel/errors.ts'

const maxTags = 50

/** Puts tags on a resource within the limits of https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-using-tags.html */
export function addResourceTags(target: Map<string, string>, tags: Tag[] = []): void {
  for (const { Key = '', Value = '' } of tags) {
    if (Key.length < 1 || Key.length > 128)
      throw invalid(`Tag key '${Key}' must have 1 to 128 characters`)
    if (Value.length > 256)
      throw invalid(`The value of tag '${Key}' must have at most 256 characters`)
    if (/^aws:/i.test(Key))
      throw invalid('aws: prefixed tag key names are not allowed for external use.')
  }
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length)
    throw invalid('Tag keys must be unique')
  const merged = new Map([...target, ...tags.map(({ Key, Value }) => [Key!, Value!] as const)])
  if (merged.size > maxTags)
    throw awsError('TooManyTagsException', `A resource can have at most ${maxTags} tags`)
  for (const [key, value] of merged) target.set(key, value)
}

const invalid = (message: string) => awsError('InvalidTagParameterException', message)
