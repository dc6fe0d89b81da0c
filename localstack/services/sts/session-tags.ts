import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts'
import { awsError } from '../../kernel/errors.ts'
import type { Given } from '../service.ts'

/** Rejects tags of a session that are not unique, and keys to pass on that are not among them; case does not count. */
export function checkSessionTags({
  Tags = [],
  TransitiveTagKeys = [],
}: Pick<Given<AssumeRoleCommandInput>, 'Tags' | 'TransitiveTagKeys'>): void {
  const keys = new Set(Tags.map(({ Key }) => Key.toLowerCase()))
  if (keys.size < Tags.length)
    throw awsError(
      'InvalidParameterValue',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    )
  if (!TransitiveTagKeys.every((key) => keys.has(key.toLowerCase())))
    throw awsError(
      'InvalidParameterValue',
      'The specified transitive tag key must be included in the requested tags.',
    )
}
