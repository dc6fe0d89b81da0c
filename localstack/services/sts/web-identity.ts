import { awsError } from '../../kernel/errors.ts'
import { findOidcProvider, type OidcProviderRecord } from '../iam/public.ts'
import {
  isSignedBy,
  issuer as githubIssuer,
  issuerKey,
  type Jwt,
  parseJwt,
} from '../oidc/public.ts'
import type { Scope } from '../../kernel/scope.ts'

/** The identity of a verified web identity token. */
export interface WebIdentity {
  provider: OidcProviderRecord
  subject: string
  audience: string
  claims: Jwt['claims']
}

/**
 * Verifies a token as STS does for a role in the scope's account:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function verifyWebIdentity(scope: Scope, token: string): WebIdentity {
  const jwt = parseJwt(token)
  if (!jwt || !signingAlgorithms.includes(jwt.header.alg as string))
    throw invalid(
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    )
  const { iss, sub } = jwt.claims
  if (typeof iss !== 'string') throw invalid('Missing a required claim: iss')
  if (typeof sub !== 'string') throw invalid('Missing a required claim: sub')
  const provider = findOidcProvider(scope, iss)
  if (!provider) throw invalid(`No OpenIDConnect provider found in your account for ${iss}`)
  const audience = audienceOf(jwt, provider)
  checkSignature(scope, jwt)
  checkTimes(jwt, Math.floor(scope.clock.now().getTime() / 1000))
  return { provider, subject: sub, audience, claims: jwt.claims }
}

const signingAlgorithms = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512']

function audienceOf({ claims }: Jwt, { ClientIDList }: OidcProviderRecord): string {
  const named = typeof claims.azp === 'string' ? claims.azp : claims.aud
  const audience = (Array.isArray(named) ? (named as unknown[]) : [named]).find((one) =>
    ClientIDList.includes(one as string),
  )
  if (typeof audience !== 'string') throw invalid('Incorrect token audience')
  return audience
}

/** Offline, one issuer's key is known: that of the stand-in for GitHub's. */
function checkSignature(scope: Scope, jwt: Jwt): void {
  const known = jwt.claims.iss === githubIssuer ? issuerKey(scope) : undefined
  if (!known || jwt.header.kid !== known.keyId)
    throw invalid(
      `Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements${known ? '' : ` (the embedded emulator is offline and knows the keys of ${githubIssuer} alone)`}`,
    )
  if (jwt.header.alg !== 'RS256' || !isSignedBy(jwt, known.publicKey))
    throw invalid('Token signature invalid')
}

/** Clocks may differ by five minutes: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html */
const skew = 300

function checkTimes({ claims }: Jwt, now: number): void {
  const { exp, iat, nbf } = claims
  if (typeof exp !== 'number') throw invalid('Missing a required claim: exp')
  if (typeof iat !== 'number') throw invalid('Missing a required claim: iat')
  if (now >= exp + skew)
    throw awsError(
      'ExpiredTokenException',
      `Token expired: current date/time ${now} must be before the expiration date/time${exp}`,
    )
  if (Math.max(iat, typeof nbf === 'number' ? nbf : iat) > now + skew)
    throw invalid('Token is not yet valid')
}

const invalid = (message: string) => awsError('InvalidIdentityTokenException', message)
