import { defineState } from '../../kernel/define-state.ts'
import { mapValues } from '../../kernel/map-values.ts'
import { notSaved } from '../../kernel/not-saved.ts'
import type {
  SessionRecord,
  RoleRecord,
  OidcProviderRecord,
  PolicyRecord,
  UserRecord,
  AccessKeyRecord,
  GroupRecord,
  InstanceProfileRecord,
} from './records.ts'
import type { Scope } from '../../kernel/scope.ts'

/** An account's identities; IAM is global to the account, so there is one state per account. */
export const iamState = defineState({
  name: 'iam',
  per: 'account',
  initial: () => ({
    roles: new Map<string, RoleRecord>(),
    users: new Map<string, UserRecord>(),
    /** Customer managed policies by ARN; AWS's own are in `data/aws-policies.tsv`. */
    policies: new Map<string, PolicyRecord>(),
    oidcProviders: new Map<string, OidcProviderRecord>(),
    accessKeys: new Map<string, AccessKeyRecord>(),
    sessions: new Map<string, SessionRecord>(),
    /** Service-linked role deletions that were asked for, by task id. */
    deletionTasks: new Set<string>(),
  }),
  withoutSecrets: (state) => ({
    ...state,
    accessKeys: mapValues(state.accessKeys, (key) => ({ ...key, SecretAccessKey: notSaved })),
    sessions: new Map(),
  }),
})

export const groupState = defineState({
  name: 'iam.groups',
  per: 'account',
  initial: () => new Map<string, GroupRecord>(),
})

/** An account's groups by name. */
export const iamGroupsOf = (scope: Scope): Map<string, GroupRecord> => scope.state(groupState)

export const profileState = defineState({
  name: 'iam.instance-profiles',
  per: 'account',
  initial: () => new Map<string, InstanceProfileRecord>(),
})

/** An account's instance profiles by name. */
export const profilesOf = (scope: Scope): Map<string, InstanceProfileRecord> =>
  scope.state(profileState)

export const accountAliasState = defineState({
  name: 'iam.account-aliases',
  per: 'account',
  initial: () => new Set<string>(),
})

/** An account's aliases, of which there is at most one. */
export const accountAliasesOf = (scope: Scope): Set<string> => scope.state(accountAliasState)
