import type { App } from '../release/app.ts'

/** What GitHub gives to a job with `id-token: write`. */
export interface TokenRequest {
  ACTIONS_ID_TOKEN_REQUEST_URL: string
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: string
}

/** A job's own claims, named as they are in the token. */
export type JobClaims = Record<string, string | undefined> & { ref: string; sha: string }

/** Where a job's tokens come from: the emulator's stand-in for GitHub's issuer. */
export function tokenRequest(
  { repository, ownerId, repositoryId }: App,
  claims: JobClaims,
  endpoint = process.env.AWS_ENDPOINT_URL,
): TokenRequest {
  const known = Object.entries(claims).filter(([, value]) => value !== undefined)
  const query = new URLSearchParams({
    repository: repository!,
    ...(Object.fromEntries(known) as Record<string, string>),
    ...(ownerId && repositoryId
      ? { repository_owner_id: ownerId, repository_id: repositoryId, immutable: 'true' }
      : {}),
  })
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL: `${endpoint}/_oidc/token?${query}`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'rehearsal',
  }
}

/**
 * Fetches a token as a job does; undefined where the endpoint issues none (LocalStack).
 * https://docs.github.com/en/actions/concepts/security/openid-connect
 */
export async function fetchToken(
  request: TokenRequest,
  audience: string,
): Promise<string | undefined> {
  const url = `${request.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${encodeURIComponent(audience)}`
  const response = await fetch(url, {
    headers: { authorization: `bearer ${request.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
  })
  if (response.status === 404) return undefined
  if (!response.ok)
    throw new Error(`no GitHub token was issued: ${response.status} ${await response.text()}`)
  return ((await response.json()) as { value: string }).value
}

/** Who a token says that the job is. */
export function subjectOf(token: string): string {
  const payload = Buffer.from(token.split('.')[1]!, 'base64url').toString()
  return (JSON.parse(payload) as { sub: string }).sub
}
