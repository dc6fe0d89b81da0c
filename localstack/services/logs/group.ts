import { arn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { invalidLogsParameter, noSuchGroup } from './errors.ts'
import { logGroupsOf, metricFiltersOf, streamsOf } from './state.ts'
import { checkLogTags } from './tag-rules.ts'
import type { LogGroupRecord } from './records.ts'
import { deleteEvents } from './segment.ts'

/** Makes a log group, as an operation does and the awslogs driver with `awslogs-create-group`. */
export function createLogGroup(
  scope: Scope,
  group: Pick<
    LogGroupRecord,
    'logGroupName' | 'logGroupClass' | 'kmsKeyId' | 'deletionProtectionEnabled'
  >,
  tags: Record<string, string> = {},
): void {
  const groups = logGroupsOf(scope)
  if (groups.has(group.logGroupName))
    throw awsError('ResourceAlreadyExistsException', 'The specified log group already exists')
  checkLogTags([], tags)
  const logGroupArn = arn(scope, 'logs', `log-group:${group.logGroupName}`)
  const record: LogGroupRecord = {
    ...group,
    logGroupClass: group.logGroupClass ?? 'STANDARD',
    deletionProtectionEnabled: group.deletionProtectionEnabled ?? false,
    arn: `${logGroupArn}:*`,
    logGroupArn,
    creationTime: scope.clock.now().getTime(),
    metricFilterCount: 0,
    storedBytes: 0,
    tags: new Map(Object.entries(tags)),
  }
  groups.set(record.logGroupName, record)
  streamsOf(scope).set(record.logGroupName, new Map())
}

export const findLogGroup = (scope: Scope, name: string): LogGroupRecord | undefined =>
  logGroupsOf(scope).get(name)

export function requireLogGroup(scope: Scope, name: string): LogGroupRecord {
  const group = findLogGroup(scope, name)
  if (!group) throw noSuchGroup()
  return group
}

/** The group a reader names: by name, or by name or ARN as its identifier, never both. */
export function requireNamedLogGroup(
  scope: Scope,
  {
    logGroupName,
    logGroupIdentifier,
  }: { logGroupName?: string | undefined; logGroupIdentifier?: string | undefined },
): LogGroupRecord {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined)
    throw awsError(
      'ValidationException',
      'LogGroup name and LogGroup ARN are mutually exclusive parameters.',
    )
  const name = logGroupName ?? logGroupIdentifier
  if (name === undefined)
    throw invalidLogsParameter(
      'Exactly one of these parameters must be passed: [logGroupName, logGroupIdentifier].',
    )
  return requireLogGroup(scope, groupNameIn(scope, name))
}

/**
 * The name in the ARN of a log group of this account and region, with or without the trailing `:*`. Everything else
 * stays as it is: a name, or an ARN that names no group here.
 */
export function groupNameIn(scope: Scope, identifier: string): string {
  const start = arn(scope, 'logs', 'log-group:')
  return identifier.startsWith(start)
    ? identifier.slice(start.length).replace(/:\*$/, '')
    : identifier
}

/** Deletes a group with its streams and events. */
export function deleteLogGroup(scope: Scope, name: string): void {
  const group = requireLogGroup(scope, name)
  if (group.deletionProtectionEnabled)
    throw awsError(
      'ValidationException',
      'The specified log group has deletion protection enabled and cannot be deleted.',
    )
  for (const { id } of streamsOf(scope).get(name)!.values()) deleteEvents(scope, id)
  streamsOf(scope).delete(name)
  for (const [key, { logGroupName }] of metricFiltersOf(scope))
    if (logGroupName === name) metricFiltersOf(scope).delete(key)
  logGroupsOf(scope).delete(name)
}
