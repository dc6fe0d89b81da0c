import { awsError } from '../../kernel/errors.ts'
import { invalidLogsParameter } from './errors.ts'

const maxTags = 50

/** Rejects tags that a log group could not take: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
export function checkLogTags(current: Iterable<string>, added: Record<string, string>): void {
  const keys = Object.keys(added)
  if (keys.some((key) => /^aws:/i.test(key)))
    throw invalidLogsParameter('Tag keys must not begin with aws:.')
  if (new Set([...current, ...keys]).size > maxTags)
    throw awsError('TooManyTagsException', `A resource can have no more than ${maxTags} tags.`)
}
