import { commonClaims, githubClaims } from '../../../scripts/policy/claims.ts'
import type { WebIdentity } from './web-identity.ts'

/**
 * The condition keys that a verified token gives, `token.actions.githubusercontent.com:sub` and so on:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function claimKeys({ provider, audience, claims }: WebIdentity) {
  const extra = provider.Url === 'token.actions.githubusercontent.com' ? githubClaims : []
  const keys = [...commonClaims, ...extra].map((claim) => [
    `${provider.Url}:${claim}`,
    valueOf(claims[claim]),
  ])
  return { ...Object.fromEntries(keys), [`${provider.Url}:aud`]: audience } as Record<
    string,
    string | string[] | undefined
  >
}

function valueOf(claim: unknown): string | string[] | undefined {
  if (Array.isArray(claim)) return claim.map(String)
  return claim === undefined || claim === null ? undefined : String(claim)
}
