import type { IncomingMessage } from 'node:http'
import type { Emulator } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { isPublicHost } from '../registry-address.ts'
import { type Grant, invalidAuthorizationToken, verifyToken } from '../token.ts'

/** The path at which clients of the public registry get their token. */
export const tokenPath = '/v2/token/'

/** The token of clients without a login. */
export const anonymousToken = 'anonymous'

/** True if a request has the anonymous token. */
export const isAnonymous = ({ headers }: IncomingMessage) =>
  headers.authorization === `Bearer ${anonymousToken}`

/** The grant of a request's token, and its registry. */
export interface Sender {
  grant: Grant
  scope: Scope
}

/**
 * Reads a request's token: the password of `docker login`, or the one in a URL of GetDownloadUrlForLayer.
 * Undefined when it has neither; throws when the token is not valid, or not valid there.
 */
export function login(request: IncomingMessage, url: URL, emulator: Emulator): Sender | undefined {
  const given = passwordOf(request)
  const password = given ?? tokenInUrl(request, url)
  if (password === undefined) return undefined
  const { account, region } = emulator.settings
  const grant = verifyToken(emulator.scope(account, region), password)
  if (grant.path !== (given === undefined ? url.pathname : undefined))
    throw invalidAuthorizationToken()
  return { grant, scope: emulator.scope(grant.account, grant.region) }
}

/** The password of a login: in Basic credentials, or as the token that those were exchanged for. */
export function passwordOf(request: IncomingMessage): string | undefined {
  const { authorization = '' } = request.headers
  if (isAnonymous(request)) return undefined
  const [, scheme, encoded = ''] = /^(Basic|Bearer) (.+)$/i.exec(authorization) ?? []
  if (scheme?.toLowerCase() === 'bearer') return encoded
  return /^AWS:(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8'))?.[1]
}

const tokenInUrl = ({ method }: IncomingMessage, { searchParams }: URL): string | undefined =>
  method === 'GET' ? (searchParams.get('X-Amz-Security-Token') ?? undefined) : undefined

/** The scheme of authentication: Basic; in the public registry, as in AWS's, a bearer token that anyone gets. */
export const authenticateChallenge = (host: string) =>
  isPublicHost(host)
    ? `Bearer realm="${host.includes(':') ? 'http' : 'https'}://${host}${tokenPath}",service="public.ecr.aws",scope="aws"`
    : `Basic realm="https://${host}/",service="ecr.amazonaws.com"`
