import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto'
import { urlEncoded } from './policy/document.ts'
import type { WireRequest } from '../protocol/index.ts'

/** Why a signature is refused, and the sentence about its time. */
export interface SignatureFault {
  fault: 'mismatch' | 'untimely'
  sentence: string
}

const mismatch: SignatureFault = { fault: 'mismatch', sentence: '' }

const skew = 5 * 60 * 1000

interface Signer {
  secretAccessKey: string
  now: Date
  /** Keys derived before; clients sign a whole day with the same one. */
  keys: Map<string, KeyObject>
}

/**
 * Checks a request's signature, version 4, with the secret key of who says to have signed it:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function checkSignature(
  request: WireRequest,
  { secretAccessKey, now, keys }: Signer,
): SignatureFault | undefined {
  const signed = authorizationOf(request)
  if (!signed) return mismatch
  const time = String(request.headers['x-amz-date'] ?? '')
  const instant = Date.parse(
    time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  )
  if (Number.isNaN(instant) || !time.startsWith(signed.date)) return mismatch
  if (Math.abs(instant - now.getTime()) > skew) return untimely(time, instant, now)
  const scope = `${signed.date}/${signed.region}/${signed.service}/aws4_request`
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical(request, signed.headers))]
  const expected = hmac(derivedKey(keys, secretAccessKey, scope), text.join('\n'))
  const given = Buffer.from(signed.signature, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected) ? undefined : mismatch
}

function authorizationOf({ headers }: WireRequest) {
  const match =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\d{8})\/([^/]*)\/([^/]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
      String(headers.authorization ?? ''),
    )
  if (!match) return undefined
  const [date, region, service, names, signature] = match.slice(1) as [
    string,
    string,
    string,
    string,
    string,
  ]
  return { date, region, service, headers: names.split(';'), signature }
}

/** The request as it was signed: AWS calls are POSTs, whose body counts by its hash. */
function canonical({ url = '/', headers, body }: WireRequest, names: string[]): string {
  const { pathname, searchParams } = new URL(url, 'http://endpoint')
  const query = [...searchParams]
    .map(([name, value]) => `${urlEncoded(name)}=${urlEncoded(value)}`)
    .toSorted()
    .join('&')
  const values = names.map((name) => {
    const value = [headers[name] ?? ''].flat().join(',')
    return `${name}:${value.trim().replace(/ +/g, ' ')}\n`
  })
  return [
    'POST',
    pathname.split('/').map(urlEncoded).join('/'),
    query,
    values.join(''),
    names.join(';'),
    sha256(body),
  ].join('\n')
}

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

function untimely(time: string, instant: number, now: Date): SignatureFault {
  const old = instant < now.getTime()
  const limit = amzDate(new Date(now.getTime() + (old ? -skew : skew)))
  const sentence = old
    ? `Signature expired: ${time} is now earlier than ${limit} (${amzDate(now)} - 5 min.)`
    : `Signature not yet current: ${time} is still later than ${limit} (${amzDate(now)} + 5 min.)`
  return { fault: 'untimely', sentence }
}

const amzDate = (date: Date) => date.toISOString().replace(/[-:]|\.\d{3}/g, '')
