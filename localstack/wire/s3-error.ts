import type { AwsError } from '../kernel/errors.ts'
import { element } from './xml.ts'
import type { WireResponse } from './protocol.ts'

/** An error of S3, which has no element around it: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const s3Error = (
  { code, message, status = 400 }: AwsError,
  requestId: string,
): WireResponse => ({
  status,
  headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${element('Code', code)}${element('Message', message)}${element('RequestId', requestId)}</Error>`,
})
