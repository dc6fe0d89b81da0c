import type { Caller, Scope } from '../kernel/scope.ts'
import type { Settings } from '../kernel/settings.ts'
import type { CredentialFault } from '../wire/credentials.ts'

/** A caller with everything that policies may look at. */
export interface KnownCaller {
  caller: Caller
  /** The tags of its user or role, then those of its session. */
  tags: Record<string, string>
  /** The time at which its temporary credentials were issued. */
  issued?: Date | undefined
  federatedProvider?: string | undefined
  sourceIdentity?: string | undefined
}

/** Policies as written; a kind that is absent limits nothing. */
export interface PolicyTexts {
  /** `all` is the account's root user, whom no identity-based policy limits. */
  identity: string[] | 'all'
  boundary?: string[] | undefined
  session?: string[] | undefined
}

/** Every account of an emulator. */
export interface Accounts {
  settings: Settings
  scope(account: string, region: string): Scope
}

/** The emulator's principals and their policies, as IAM and STS have them. */
export interface Directory {
  /** The caller that signs with these credentials. */
  findCaller(
    accounts: Accounts,
    accessKeyId: string | undefined,
    sessionToken: string | undefined,
  ): Caller | CredentialFault
  /** The secret key of a caller's credentials; undefined where they were not issued here. */
  findSecret(scope: Scope, caller: Caller): string | undefined
  knownCaller(scope: Scope, caller: Caller): KnownCaller
  policyTexts(scope: Scope, caller: Caller): PolicyTexts
  /** The caller that a service is when it acts as a role, or as a session of one, given by ARN. */
  sessionCaller(scope: Scope, arn: string): Caller
}
