import { randomUUID } from 'node:crypto'
import { type AwsError, awsError } from '../kernel/errors.ts'
import { guessProtocol, protocols } from '../wire/protocols.ts'
import type { WireRequest, WireResponse } from '../wire/protocol.ts'
import { s3Error } from '../wire/s3-error.ts'

/** The services that sign with `s3` or a name of its family, and have its errors. */
const s3Family = new Set(['s3', 's3express', 's3-object-lambda', 's3-outposts'])

/** The services besides S3 that speak REST with XML. Their errors look like those of the query protocol. */
const restXml = new Set(['cloudfront', 'route53'])

/** The service that one of AWS's host names is about, for requests without a signature. */
export function serviceOfHost(host: string): string | undefined {
  return /(?:^|\.)([a-z0-9-]+)\.(?:dualstack\.)?(?:[a-z]{2}(?:-[a-z]+)+-\d\.)?(?:amazonaws\.com|api\.aws)$/.exec(
    host.replace(/:\d+$/, ''),
  )?.[1]
}

/** Answers a call of a service that the emulator lacks, in the form in which its clients read errors. */
export function answerAbsentService(name: string | undefined, request: WireRequest): WireResponse {
  const message = name
    ? `The embedded emulator has no service '${name}'. See docs/coverage.md for what it has.`
    : 'The request names no AWS service: it has no X-Amz-Target, no SigV4 credential scope and no Version.'
  return errorOf(name ?? '', request)(awsError('InternalFailure', message, 501), randomUUID())
}

function errorOf(
  name: string,
  { headers, url = '/' }: WireRequest,
): (error: AwsError, requestId: string) => WireResponse {
  const protocol = guessProtocol({ headers })
  if (protocol !== protocols.query) return (error, id) => protocol.error(undefined, error, id)
  const isS3Control = url.startsWith('/v20180820/')
  if (s3Family.has(name) && !isS3Control) return s3Error
  const isForm =
    headers['content-type']?.includes('x-www-form-urlencoded') || /[?&]Action=/.test(url)
  return isForm || isS3Control || restXml.has(name) || name === '' ? xmlError : jsonError
}

/** AWS JSON and REST with JSON: both have the code in a header too. */
const jsonError = (error: AwsError, requestId: string) =>
  protocols.json.error(undefined, error, requestId)

const xmlError = (error: AwsError, requestId: string) =>
  protocols.query.error(undefined, error, requestId)
