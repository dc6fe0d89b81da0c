import type { WebIdentity } from './web-identity.ts'

/** Claims that are condition keys for every OpenID Connect issuer. */
const common = ['sub', 'amr', 'email', 'oaud']

/** Claims that are condition keys for GitHub's issuer too, since January 2026. */
const github = [
  'actor',
  'actor_id',
  'job_workflow_ref',
  'repository',
  'repository_id',
  'workflow',
  'ref',
  'environment',
  'enterprise_id',
]

/**
 * The condition keys that a verified token gives, `token.actions.githubusercontent.com:sub` and so on:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function claimKeys({ provider, audience, claims }: WebIdentity) {
  const extra = provider.Url === 'token.actions.githubusercontent.com' ? github : []
  const keys = [...common, ...extra].map((claim) => [
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
