import type { AwsError } from '../kernel/errors.ts'
import type { Model } from './model.ts'

/**
 * The header with the error code of the query protocol, for a service that answered in it first and has other
 * protocols now: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
export function queryErrorHeader(
  model: Model | undefined,
  { code, status = 400 }: AwsError,
): Record<string, string> {
  if (!isQueryCompatible(model)) return {}
  const error = model?.shapes[code]?.error
  const isSender = error ? error.senderFault : status < 500
  const sender = isSender ? 'Sender' : 'Receiver'
  return { 'x-amzn-query-error': `${error?.code ?? code};${sender}` }
}

/** The name of an error's shape; the one for rejected input is not in the model. */
export const errorType = (model: Model | undefined, { code }: AwsError): string =>
  isQueryCompatible(model) && code === 'ValidationError' ? 'ValidationException' : code

const isQueryCompatible = (model: Model | undefined) => model?.protocol === 'smithy-rpc-v2-cbor'
