import type { Model } from './model.ts'
import { cborProtocol } from './cbor.ts'
import { ec2Protocol } from './ec2.ts'
import { jsonProtocol } from './json.ts'
import { queryProtocol } from './query.ts'
import type { Protocol, WireRequest } from './protocol.ts'

export const protocols: Record<Model['protocol'], Protocol> = {
  json: jsonProtocol,
  query: queryProtocol,
  ec2: ec2Protocol,
  'smithy-rpc-v2-cbor': cborProtocol,
}

type Headers = Pick<WireRequest, 'headers'>

/** The protocol of a call: CloudWatch answers CBOR, AWS JSON and query, each in kind. */
export const protocolOf = (model: Model, request: Headers): Protocol =>
  model.protocol === 'smithy-rpc-v2-cbor' ? guessProtocol(request) : protocols[model.protocol]

/** The protocol that the headers of a call speak, whatever service it is for. */
export function guessProtocol({ headers }: Headers): Protocol {
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return cborProtocol
  return headers['x-amz-target'] ? jsonProtocol : queryProtocol
}
