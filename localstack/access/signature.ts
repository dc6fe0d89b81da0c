import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { Credential } from './credential.ts'
import { urlEncoded } from './policy/document.ts'
import type { WireRequest } from '../wire/protocol.ts'

/** The reason for rejecting a signature, and AWS's message if it has one. */
export interface SignatureFault {
  fault: 'mismatch' | 'untimely'
  sentence: string
}

const mismatch = (sentence = ''): SignatureFault => ({ fault: 'mismatch', sentence })

/** The greatest difference between a request's time and now. AWS accepts a presigned one for longer, whatever its X-Amz-Expires. */
const skewMinutes = 5
const presignedMinutes = 15

interface Signer {
  secretAccessKey: string
  now: Date
  /** Keys derived before; clients sign a whole day with the same one. */
  keys: Map<string, KeyObject>
}

/**
 * Checks a request's signature, version 4, with the secret key of its signer:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function checkSignature(
  request: WireRequest,
  credential: Credential,
  { secretAccessKey, now, keys }: Signer,
): SignatureFault | undefined {
  const { date, region, service, time } = credential
  const signedHeaders = credential.signedHeaders.toLowerCase().split(';')
  const instant = Date.parse(
    time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  )
  if (Number.isNaN(instant) || !time.startsWith(date)) return mismatch()
  const late = untimely(credential, instant, now)
  if (late) return late
  const unsigned = unsignedHeader(request, signedHeaders)
  if (unsigned) return mismatch(`${unsigned} must be a 'SignedHeader' in the AWS Authorization.`)
  const scope = `${date}/${region}/${service}/aws4_request`
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical(request, signedHeaders))]
  const expected = hmac(derivedKey(keys, secretAccessKey, scope), text.join('\n'))
  const given = Buffer.from(credential.signature, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
    ? undefined
    : mismatch()
}

/** A header that a signature has to cover and does not. */
function unsignedHeader({ headers }: WireRequest, signed: string[]): string | undefined {
  if (!signed.includes('host')) return "'Host' or ':authority'"
  const name = Object.keys(headers).find(
    (each) => each.startsWith('x-amz-') && !signed.includes(each),
  )
  return name && `'${name}'`
}

/** The request as it was signed; its body counts by its hash. */
function canonical(
  { method = 'POST', url = '/', headers, body }: WireRequest,
  names: string[],
): string {
  const [path = '', parameters] = url.split('?')
  const query = [...new URLSearchParams(parameters)]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [urlEncoded(name), urlEncoded(value)] as const)
    .toSorted(([a, av], [b, bv]) => compare(a, b) || compare(av, bv))
    .map((pair) => pair.join('='))
    .join('&')
  const values = names.map((name) => {
    const value = [headers[name] ?? ''].flat().join(',')
    return `${name}:${value.trim().replace(/ +/g, ' ')}\n`
  })
  return [
    method,
    path.split('/').map(urlEncoded).join('/'),
    query,
    values.join(''),
    names.join(';'),
    sha256(body),
  ].join('\n')
}

const compare = (a: string, b: string) => Number(a > b) - Number(a < b)

const mostKeys = 1000

function derivedKey(keys: Signer['keys'], secretAccessKey: string, scope: string): KeyObject {
  const name = `${secretAccessKey}/${scope}`
  const known = keys.get(name)
  if (known) return known
  const first = hmac(`AWS4${secretAccessKey}`, scope.split('/')[0]!)
  const key = createSecretKey(scope.split('/').slice(1).reduce<Buffer>(hmac, first))
  if (keys.size >= mostKeys) keys.clear()
  keys.set(name, key)
  return key
}

const sha256 = (data: string | Buffer) => hash('sha256', data)

const hmac = (key: string | Buffer | KeyObject, text: string) =>
  createHmac('sha256', key).update(text).digest()

function untimely(
  { time, presigned }: Credential,
  instant: number,
  now: Date,
): SignatureFault | undefined {
  const age = now.getTime() - instant
  const allowed = presigned && age > 0 ? presignedMinutes : skewMinutes
  const skew = allowed * 60 * 1000
  if (Math.abs(age) <= skew) return undefined
  const limit = amzDate(new Date(now.getTime() + (age > 0 ? -skew : skew)))
  const sentence =
    age > 0
      ? `Signature expired: ${time} is now earlier than ${limit} (${amzDate(now)} - ${allowed} min.)`
      : `Signature not yet current: ${time} is still later than ${limit} (${amzDate(now)} + ${allowed} min.)`
  return { fault: 'untimely', sentence }
}

const amzDate = (date: Date) => date.toISOString().replace(/[-:]|\.\d{3}/g, '')
