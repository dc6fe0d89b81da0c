import type { IncomingMessage } from 'node:http'
import type { Emulator, Scope } from '../../operation.ts'
import { type Grant, verifyToken } from '../token.ts'

/** Who sent a request, and to whose registry. */
export interface Sender {
  grant: Grant
  scope: Scope
  /** Whether the URL itself is the right to read what it names. */
  presigned: boolean
}

/**
 * Whom a request comes from: Basic credentials of `docker login`, or the token in a URL of
 * GetDownloadUrlForLayer. Undefined when it brings neither; throws when the token is not valid.
 */
export function login(request: IncomingMessage, url: URL, emulator: Emulator): Sender | undefined {
  const basic = passwordOf(request)
  const password = basic ?? tokenInUrl(request, url)
  if (password === undefined) return undefined
  const grant = verifyToken(emulator.scope('', ''), password)
  const scope = emulator.scope(grant.account, grant.region)
  return { grant, scope, presigned: basic === undefined }
}

function passwordOf({ headers }: IncomingMessage): string | undefined {
  const encoded = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1]
  if (encoded === undefined) return undefined
  return /^AWS:(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8'))?.[1]
}

const tokenInUrl = ({ method }: IncomingMessage, { searchParams }: URL): string | undefined =>
  method === 'GET' ? (searchParams.get('X-Amz-Security-Token') ?? undefined) : undefined

/** The challenge a client answers with Basic credentials; there is no Bearer flow. */
export const challenge = (host: string) =>
  `Basic realm="https://${host}/",service="ecr.amazonaws.com"`
