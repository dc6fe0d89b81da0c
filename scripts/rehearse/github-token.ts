import type { App } from '../release/app.ts'

/** The variables that GitHub gives a job with `id-token: write`. */
export interface TokenRequest {
  ACTIONS_ID_TOKEN_REQUEST_URL: string
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: string
}

/** A job's claims by their names in the token. */
export type JobClaims = Record<string, string | undefined> & { ref: string; sha: string }

/** The variables of a job whose tokens the emulator issues in place of GitHub. */
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
 * Fetches a token as a job does; undefined if the endpoint issues none (LocalStack).
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
    throw new Error(
      `the request for a GitHub token failed: ${response.status} ${await response.text()}`,
    )
  return ((await response.json()) as { value: string }).value
}

/** Reads the subject of a token. */
export function readSubject(token: string): string {
  const payload = Buffer.from(token.split('.')[1]!, 'base64url').toString()
  return (JSON.parse(payload) as { sub: string }).sub
}
