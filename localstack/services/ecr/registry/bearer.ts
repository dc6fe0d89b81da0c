import type { IncomingMessage, ServerResponse } from 'node:http'
import { awsError } from '../../../kernel/errors.ts'
import { isPublicRegistry } from '../public-registry.ts'
import { RegistryError } from './errors.ts'
import { anonymousToken, passwordOf, type Sender } from './login.ts'

/** Sends the token of the login, or an anonymous one: https://distribution.github.io/distribution/spec/auth/token/ */
export function sendToken(
  request: IncomingMessage,
  response: ServerResponse,
  sender: Sender | undefined,
): void {
  if (sender && !isPublicRegistry(sender.scope)) throw awsError('DENIED', 'Not Authorized')
  const token = passwordOf(request) ?? anonymousToken
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ token, expires_in: 3600 }))
}

/** The error for an anonymous client that writes, or reads a repository that does not exist. */
export function anonymousRejection(method: string | undefined, name: string): RegistryError {
  if (method !== 'GET' && method !== 'HEAD')
    return new RegistryError(403, 'DENIED', 'Not Authorized')
  const [alias, ...rest] = name.split('/')
  return new RegistryError(
    404,
    'NAME_UNKNOWN',
    `The repository with name '${rest.join('/')}' does not exist in the registry with id '${alias}'`,
  )
}
