import { createHmac, timingSafeEqual } from 'node:crypto'
import { awsError } from '../../kernel/errors.ts'
import type { Call, Caller, Scope } from '../../kernel/scope.ts'
import { signingSecret } from './state.ts'

/** The permissions of a token, and its expiry. */
export interface Grant {
  /** The registry's. */
  account: string
  region: string
  /** The caller that asked for the token: IAM decides on pushes and pulls as on that caller's calls. */
  caller: Caller
  /** For a download URL's token: the path whose content it permits to read, and nothing else. */
  path?: string | undefined
  expiresAt: Date
}

export const tokenLifetime = 12 * 60 * 60 * 1000

/**
 * Makes the password of `docker login`: stateless, signed, without a `:`, and in the form of ECR's own
 * (base64 JSON with a payload and an expiration), which some clients look into.
 */
export function signToken(
  scope: Scope,
  { account, region, caller, path, expiresAt }: Grant,
): string {
  const payload = Buffer.from(JSON.stringify([account, region, caller, path])).toString('base64')
  const expiration = Math.floor(expiresAt.getTime() / 1000)
  const datakey = signature(scope, payload, expiration)
  return Buffer.from(
    JSON.stringify({ payload, datakey, version: '2', type: 'DATA_KEY', expiration }),
  ).toString('base64')
}

/** Issues a login for 12 hours: user and password, encoded for `docker login`. */
export function authorization(call: Call, account = call.account) {
  const expiresAt = new Date(call.clock.now().getTime() + tokenLifetime)
  const { region, caller } = call
  const password = signToken(call, { account, region, caller, expiresAt })
  return { authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'), expiresAt }
}

/** Reads a token; throws when it is not one of ours or has expired. */
export function verifyToken(scope: Scope, token: string): Grant {
  const { payload, datakey, expiration } = parse(token)
  const expected = Buffer.from(signature(scope, payload, expiration))
  const given = Buffer.from(datakey)
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw invalidAuthorizationToken()
  const expiresAt = new Date(expiration * 1000)
  if (expiresAt <= scope.clock.now())
    throw awsError(
      'DENIED',
      'Your authorization token has expired. Reauthenticate and try again.',
      403,
    )
  const [account, region, caller, path] = JSON.parse(
    Buffer.from(payload, 'base64').toString('utf8'),
  ) as [string, string, Caller, string | null]
  return { account, region, caller, path: path ?? undefined, expiresAt }
}

const signature = (scope: Scope, payload: string, expiration: number) =>
  createHmac('sha256', signingSecret(scope)).update(`${payload}.${expiration}`).digest('base64')

function parse(token: string): { payload: string; datakey: string; expiration: number } {
  try {
    const { payload, datakey, expiration } = JSON.parse(
      Buffer.from(token, 'base64').toString('utf8'),
    ) as Record<string, unknown>
    return { payload: String(payload), datakey: String(datakey), expiration: Number(expiration) }
  } catch {
    throw invalidAuthorizationToken()
  }
}

/** Says that a token permits nothing, or not what it is used for. */
export const invalidAuthorizationToken = () =>
  awsError('DENIED', 'Your Authorization Token is invalid.', 400)
