import type { Scope } from '../../kernel/scope.ts'
import { noSuchResource } from './errors.ts'
import { findLogGroup, groupNameIn } from './group.ts'
import { checkLogTags } from './tag-rules.ts'
import type { LogGroupRecord } from './records.ts'

/** The group a tagging call names by its ARN. */
export function requireTaggedLogGroup(scope: Scope, resourceArn: string): LogGroupRecord {
  const group = findLogGroup(scope, groupNameIn(scope, resourceArn))
  if (!group || group.logGroupName === resourceArn) throw noSuchResource()
  return group
}

export function addLogGroupTags({ tags }: LogGroupRecord, added: Record<string, string>): void {
  checkLogTags(tags.keys(), added)
  for (const [key, value] of Object.entries(added)) tags.set(key, value)
}

export function removeLogGroupTags({ tags }: LogGroupRecord, keys: string[]): void {
  for (const key of keys) tags.delete(key)
}
