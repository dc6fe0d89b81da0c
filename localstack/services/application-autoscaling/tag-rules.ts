import { awsError } from '../../kernel/errors.ts'
import { invalid } from './errors.ts'

const maxTags = 50

/** Rejects tags that a scalable target could not take: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TagResource.html */
export function checkTargetTags(current: Iterable<string>, added: Record<string, string>): void {
  const keys = Object.keys(added)
  if (keys.some((key) => /^aws:/i.test(key))) throw invalid('Tag keys must not begin with aws:.')
  if (new Set([...current, ...keys]).size > maxTags)
    throw awsError('TooManyTagsException', `A scalable target can have at most ${maxTags} tags.`)
}
