import type { Scope } from '../../kernel/scope.ts'
import { contextIn, isKnownKey, resourceKeys } from '../../access/context.ts'
import { type ConditionKeys, tagRecord } from '../../access/permission.ts'
import { type Principal, parsePolicy } from '../../access/policy/document.ts'
import { evaluate } from '../../access/policy/evaluate.ts'
import type { RoleRecord } from './records.ts'

interface Asked {
  action: string
  principals: Principal[]
  keys: ConditionKeys
}

/** The condition keys of STS itself that an assumption gives, or rightly leaves out. */
export const trustKeys = [
  'RoleSessionName',
  'ExternalId',
  'SourceIdentity',
  'TransitiveTagKeys',
  'DurationSeconds',
]

/** True if a role's trust policy allows a principal's action; a role that does not exist trusts no one. */
export function isTrusted(scope: Scope, role: RoleRecord | undefined, asked: Asked): boolean {
  if (!role) return false
  const context = contextIn(scope, { ...resourceKeys('iam', tagRecord(role.Tags)), ...asked.keys })
  const { action, principals } = asked
  const isKnown = (key: string) =>
    context.has(key) || isKnownKey(key, action, { keys: trustKeys, tagsOf: () => ({}) })
  const request = { action, resource: role.Arn, principals, context, isKnown }
  const { outcome, unknownKey } = evaluate([parsePolicy(role.trustPolicy)], request)
  if (unknownKey !== undefined)
    scope.log(
      'iam',
      `${role.Arn} asks for ${unknownKey}, which is not known here: the role cannot be assumed`,
    )
  return outcome === 'allowed'
}
