import type { WireRequest } from '../wire/protocol.ts'

/** The signature of a request, from the header `Authorization` or, if presigned, the query. */
export interface Credential {
  accessKeyId: string
  sessionToken: string | undefined
  /** The credential scope: the day, the region and the service that it was signed for. */
  date: string
  region: string
  service: string
  /** The time of signing: `20260101T000000Z`. */
  time: string
  /** Their names, with semicolons between them. */
  signedHeaders: string
  signature: string
  presigned: boolean
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html */
export function credentialOf({
  headers,
  url = '/',
}: Pick<WireRequest, 'headers' | 'url'>): Credential | undefined {
  const text = (name: string) => headers[name]?.toString()
  const { authorization } = headers
  if (authorization !== undefined) {
    const member = (pattern: RegExp) => pattern.exec(authorization.toString())?.[1]?.trim()
    return credentialIn(member(/Credential=([^,]+)/), {
      sessionToken: text('x-amz-security-token'),
      time: text('x-amz-date'),
      signedHeaders: member(/SignedHeaders=([^,\s]+)/),
      signature: member(/Signature=([0-9a-f]+)/),
      presigned: false,
    })
  }
  if (!url.includes('X-Amz-Credential=')) return undefined
  const query = new URLSearchParams(url.split('?')[1])
  const parameter = (name: string) => query.get(`X-Amz-${name}`) ?? undefined
  return credentialIn(parameter('Credential'), {
    sessionToken: parameter('Security-Token'),
    time: parameter('Date'),
    signedHeaders: parameter('SignedHeaders'),
    signature: parameter('Signature'),
    presigned: true,
  })
}

interface Given {
  sessionToken: string | undefined
  time: string | undefined
  signedHeaders: string | undefined
  signature: string | undefined
  presigned: boolean
}

/** `<key>/<date>/<region>/<service>/aws4_request`, with what else was given. */
function credentialIn(
  text: string | undefined,
  { time = '', signedHeaders = '', signature = '', ...given }: Given,
): Credential | undefined {
  const parts = /^([^/]+)\/(\d{8})\/([^/]*)\/([^/]+)\/aws4_request$/.exec(text ?? '')
  if (!parts) return undefined
  const [accessKeyId, date, region, service] = parts.slice(1) as [string, string, string, string]
  return { ...given, accessKeyId, date, region, service, time, signedHeaders, signature }
}
