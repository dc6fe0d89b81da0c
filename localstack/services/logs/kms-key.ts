import type { Scope } from '../../kernel/scope.ts'
import { invalidLogsParameter, noSuchResource } from './errors.ts'
import { findLogGroup, groupNameIn, requireLogGroup } from './group.ts'
import type { LogGroupRecord } from './records.ts'

interface Named {
  logGroupName?: string | undefined
  resourceIdentifier?: string | undefined
}

/** The group whose key is changed: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html */
export function requireEncryptedGroup(
  scope: Scope,
  { logGroupName, resourceIdentifier }: Named,
): LogGroupRecord {
  if ((logGroupName === undefined) === (resourceIdentifier === undefined))
    throw invalidLogsParameter(
      'Exactly one of these parameters must be passed: [logGroupName, resourceIdentifier].',
    )
  if (logGroupName !== undefined) return requireLogGroup(scope, logGroupName)
  const group = findLogGroup(scope, groupNameIn(scope, resourceIdentifier!))
  if (!group) throw noSuchResource()
  return group
}
