import type { Accounts } from '../../access/directory.ts'
import type { Caller, Scope } from '../../kernel/scope.ts'
import { accountOfKey } from './id.ts'
import type { CredentialFault } from '../../wire/credentials.ts'
import { iamState } from './state.ts'

/**
 * Finds the caller of credentials. Those that IAM and STS issued here are looked up; else LocalStack's rule
 * holds: 12 digits are the account, anything else is the default account, and it is the account's root. Where
 * IAM is enforced, only `test` is anything else.
 * https://docs.localstack.cloud/aws/capabilities/config/credentials/
 */
export function findCaller(
  accounts: Accounts,
  accessKeyId: string | undefined,
  sessionToken: string | undefined,
): Caller | CredentialFault {
  const key = accessKeyId ?? accounts.settings.account
  const issued = issuedCaller(accounts, key, sessionToken)
  if (issued) return issued
  const { account: home, enforceIam } = accounts.settings
  const account = /^\d{12}$/.test(key) ? key : home
  if (enforceIam && account !== key && key !== 'test') return 'unknown'
  return { ...rootOf(account), accessKeyId: key }
}

/** The root user of an account. */
export const rootOf = (account: string): Caller => ({
  account,
  arn: `arn:aws:iam::${account}:root`,
  userId: account,
  accessKeyId: '',
})

/** The secret key with which a caller's requests are signed; undefined for credentials that were not issued. */
export function findSecret(scope: Scope, { accessKeyId }: Caller): string | undefined {
  const { accessKeys, sessions } = scope.state(iamState)
  return sessions.get(accessKeyId)?.secretAccessKey ?? accessKeys.get(accessKeyId)?.SecretAccessKey
}

function issuedCaller(
  accounts: Accounts,
  key: string,
  sessionToken: string | undefined,
): Caller | CredentialFault | undefined {
  const account = accountOfKey(key)
  const scope = account && accounts.scope(account, accounts.settings.region)
  if (key.startsWith('ASIA')) return scope ? sessionCaller(scope, key, sessionToken) : 'unknown'
  return scope ? userCaller(scope, key) : undefined
}

function sessionCaller(
  scope: Scope,
  key: string,
  sessionToken: string | undefined,
): Caller | CredentialFault {
  const session = scope.state(iamState).sessions.get(key)
  if (!session || session.sessionToken !== sessionToken) return 'unknown'
  return session.expiration <= scope.clock.now() ? 'expired' : session.caller
}

function userCaller(scope: Scope, key: string): Caller | CredentialFault | undefined {
  const { accessKeys, users } = scope.state(iamState)
  const accessKey = accessKeys.get(key)
  if (!accessKey) return undefined
  if (accessKey.Status !== 'Active') return 'unknown'
  if (accessKey.UserName === undefined) return { ...rootOf(scope.account), accessKeyId: key }
  const user = users.get(accessKey.UserName)
  if (!user) return 'unknown'
  return { account: scope.account, arn: user.Arn, userId: user.UserId, accessKeyId: key }
}
