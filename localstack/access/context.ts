import type { Scope } from '../kernel/scope.ts'
import { contextOf } from './policy/condition.ts'
import type { Context } from './policy/variables.ts'
import type { KnownCaller } from './directory.ts'
import { type ConditionKeys, type PermissionTable, tagRecord } from './permission.ts'

/** The global condition keys whose value, or absence, the emulator knows; without the prefix `aws:`. */
const globalKeys = new Set(
  [
    'CurrentTime',
    'EpochTime',
    'RequestedRegion',
    'SecureTransport',
    'PrincipalArn',
    'PrincipalAccount',
    'PrincipalType',
    'userid',
    'username',
    'FederatedProvider',
    'SourceIdentity',
    'TokenIssueTime',
    'MultiFactorAuthAge',
    'MultiFactorAuthPresent',
    'ResourceAccount',
    'TagKeys',
    // Absent from a call that a person or a script makes, in an account without an organization.
    'ViaAWSService',
    'PrincipalIsAWSService',
    'PrincipalServiceName',
    'PrincipalServiceNamesList',
    'CalledVia',
    'CalledViaFirst',
    'CalledViaLast',
    'SourceAccount',
    'SourceArn',
    'SourceOrgID',
    'SourceOrgPaths',
    'PrincipalOrgID',
    'PrincipalOrgPaths',
    'ResourceOrgID',
    'ResourceOrgPaths',
    'AssumedRoot',
  ].map((key) => key.toLowerCase()),
)

const tagKeys = /^(principaltag|requesttag|resourcetag)\/./

/**
 * True if a condition key is in the request, or is known to be absent.
 * Where a call comes from (`aws:SourceIp`, `aws:SourceVpc`, …) does not apply to production and is not known.
 */
export function isKnownKey(
  key: string,
  action: string,
  table: Pick<PermissionTable, 'keys'> & Partial<PermissionTable>,
): boolean {
  const [, prefix = '', name = ''] = /^([^:]*):(.*)$/.exec(key) ?? []
  if (name.startsWith('resourcetag/') && !table.tagsOf) return false
  if (prefix === 'aws') return globalKeys.has(name) || tagKeys.test(name)
  if (prefix !== action.split(':')[0]!.toLowerCase()) return true
  return table.keys.some((one) =>
    one.endsWith('/') ? name.startsWith(one.toLowerCase()) : name === one.toLowerCase(),
  )
}

/** The keys that describe the caller. */
export function callerKeys(known: KnownCaller): ConditionKeys {
  const { caller, tags, issued, federatedProvider, sourceIdentity } = known
  const { account, arn, userId, roleArn, temporary } = caller
  const user = /:user\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1]
  return {
    'aws:PrincipalArn': roleArn ?? arn,
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': roleArn ? 'AssumedRole' : user ? 'User' : 'Account',
    'aws:userid': userId,
    'aws:username': user,
    'aws:MultiFactorAuthPresent': temporary ? 'false' : undefined,
    'aws:TokenIssueTime': issued?.toISOString(),
    'aws:FederatedProvider': federatedProvider,
    'aws:SourceIdentity': sourceIdentity,
    ...tagsAs('aws:PrincipalTag', tags),
  }
}

/** The keys of the request's tags, in any of AWS's forms, and of tag keys to remove. */
export function requestKeys(input: Record<string, unknown>): ConditionKeys {
  const specified = [input.TagSpecifications ?? []].flat() as { Tags?: unknown[] }[]
  const tags = {
    ...tagRecord(input.tags ?? input.Tags),
    ...tagRecord(specified.flatMap(({ Tags = [] }) => Tags)),
  }
  const removed = input.tagKeys ?? input.TagKeys
  const named = [...Object.keys(tags), ...(Array.isArray(removed) ? (removed as string[]) : [])]
  return { 'aws:TagKeys': named.length > 0 ? named : undefined, ...tagsAs('aws:RequestTag', tags) }
}

/** The tags of what is acted on, under the global name and the service's own. */
export const resourceKeys = (service: string, tags: Record<string, string>): ConditionKeys => ({
  ...tagsAs('aws:ResourceTag', tags),
  ...tagsAs(`${service}:ResourceTag`, tags),
})

const tagsAs = (key: string, tags: Record<string, string>): ConditionKeys =>
  Object.fromEntries(Object.entries(tags).map(([name, value]) => [`${key}/${name}`, value]))

/** A request's whole context; a call to the emulator counts as made over TLS, as it will be to AWS. */
export function contextIn(scope: Scope, keys: ConditionKeys): Context {
  const now = scope.clock.now()
  return contextOf({
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    'aws:RequestedRegion': scope.region === 'public' ? 'us-east-1' : scope.region,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    'aws:PrincipalIsAWSService': 'false',
    ...keys,
  })
}
