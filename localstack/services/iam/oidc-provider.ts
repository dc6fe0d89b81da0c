import { globalArn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { iamState } from './state.ts'
import type { OidcProviderRecord } from './records.ts'

/** The ARN of an issuer's provider in an account, without the scheme. */
export const oidcProviderArn = (scope: Scope, issuer: string): string =>
  globalArn(scope, 'iam', `oidc-provider/${issuer.replace(/^https:\/\//, '')}`)

/** Finds the provider of an issuer in the scope's account. */
export const findOidcProvider = (scope: Scope, issuer: string): OidcProviderRecord | undefined =>
  scope.state(iamState).oidcProviders.get(oidcProviderArn(scope, issuer))

/** The provider an operation names, or NoSuchEntity. */
export function requireOidcProvider(scope: Scope, arn: string): OidcProviderRecord {
  const provider = scope.state(iamState).oidcProviders.get(arn)
  if (!provider)
    throw awsError('NoSuchEntityException', `OpenIDConnect Provider not found for arn ${arn}`)
  return provider
}

/** AWS's quota of audiences per provider. */
export function checkClientIds(clientIds: string[]): void {
  if (clientIds.length > 100)
    throw awsError(
      'LimitExceededException',
      'Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100',
    )
}

/** AWS's limit of thumbprints, and their form. */
export function checkThumbprints(thumbprints: string[]): void {
  if (thumbprints.length > 5)
    throw awsError('InvalidInputException', 'Thumbprint list must contain fewer than 5 entries.')
}
