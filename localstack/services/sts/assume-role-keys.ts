import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts'
import type { ConditionKeys } from '../../access/permission.ts'
import type { Given } from '../service.ts'

/** Tags and a source identity are permissions of their own, which the trust policy has to grant too. */
export function assumeActions({ Tags, SourceIdentity }: Given<AssumeRoleCommandInput>): string[] {
  return [
    'sts:AssumeRole',
    ...(Tags && Tags.length > 0 ? ['sts:TagSession'] : []),
    ...(SourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ]
}

/** The condition keys of AssumeRole, for the trust policy and for the caller's own policies. */
export function assumeKeys(input: Given<AssumeRoleCommandInput>): ConditionKeys {
  const tags = input.Tags ?? []
  return {
    'sts:RoleSessionName': input.RoleSessionName,
    'sts:ExternalId': input.ExternalId,
    'sts:SourceIdentity': input.SourceIdentity,
    'sts:TransitiveTagKeys': input.TransitiveTagKeys,
    'sts:DurationSeconds': input.DurationSeconds?.toString(),
    'aws:TagKeys': input.Tags && tags.map(({ Key }) => Key),
    ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
  }
}
