import type { AwsError } from '../kernel/errors.ts'
import type { Model } from './model.ts'

/**
 * The header with the error code of the query protocol, for a service that answered in it first and has other
 * protocols now: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
export function queryErrorHeader(
  model: Model | undefined,
  { code }: AwsError,
): Record<string, string> {
  const error = model?.shapes[code]?.error
  if (model?.protocol !== 'smithy-rpc-v2-cbor' || !error) return {}
  return { 'x-amzn-query-error': `${error.code};${error.senderFault ? 'Sender' : 'Receiver'}` }
}
