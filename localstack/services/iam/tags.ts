import type { Tag } from '@aws-sdk/client-iam'
import { awsError } from '../../kernel/errors.ts'

/** Tags after TagX, changed ones in their place; keys are compared without case, and a resource has at most 50. */
export function withIamTags(present: Tag[], added: Tag[]): Tag[] {
  const keys = added.map(lowerKey)
  if (new Set(keys).size < keys.length)
    throw awsError(
      'InvalidInputException',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    )
  if (keys.some((key) => key.startsWith('aws:')))
    throw awsError(
      'InvalidInputException',
      "Tag keys that start with 'aws:' are reserved for system use.",
    )
  const given = new Map(added.map((tag) => [lowerKey(tag), tag]))
  const changed = present.map((tag) => given.get(lowerKey(tag)) ?? tag)
  const kept = new Set(present.map(lowerKey))
  const tags = [...changed, ...added.filter((tag) => !kept.has(lowerKey(tag)))]
  if (tags.length > 50)
    throw awsError('LimitExceededException', 'The number of tags has reached the maximum limit.')
  return tags
}

/** Tags after UntagX. */
export const withoutIamTags = (present: Tag[], keys: string[]): Tag[] =>
  present.filter((tag) => !keys.some((key) => key.toLowerCase() === lowerKey(tag)))

const lowerKey = ({ Key }: Tag) => Key!.toLowerCase()
