import { sign, verify } from 'node:crypto'

export type Claims = Record<string, unknown>

/** A token's parts, before verification. */
export interface Jwt {
  header: Claims
  claims: Claims
  signed: string
  signature: Buffer
}

/** Takes a token apart (RFC 7519); undefined when the text is none. */
export function parseJwt(token: string): Jwt | undefined {
  const [header, claims, signature, ...rest] = token.split('.')
  if (!header || !claims || signature === undefined || rest.length > 0) return undefined
  try {
    return {
      header: decode(header),
      claims: decode(claims),
      signed: `${header}.${claims}`,
      signature: Buffer.from(signature, 'base64url'),
    }
  } catch {
    return undefined
  }
}

/** Signs claims with RS256 (RFC 7518, 3.3). */
export function signJwt(
  claims: Claims,
  { privateKey, keyId }: { privateKey: string; keyId: string },
): string {
  const signed = `${encode({ typ: 'JWT', alg: 'RS256', kid: keyId, x5t: keyId })}.${encode(claims)}`
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
}

/** True if a token was signed with the key. */
export const isSignedBy = ({ signed, signature }: Jwt, publicKey: string): boolean =>
  verify('sha256', Buffer.from(signed), publicKey, signature)

const encode = (value: Claims) => Buffer.from(JSON.stringify(value)).toString('base64url')

function decode(part: string): Claims {
  const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('a part of a JWT is a JSON object')
  return value as Claims
}
