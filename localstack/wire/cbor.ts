import { decodeItem } from './cbor/decode.ts'
import { encodeItem, encodeTexts } from './cbor/encode.ts'
import { readCbor } from './cbor/read.ts'
import { jsonProtocol } from './json.ts'
import { shapeOf } from './model.ts'
import { queryErrorHeader } from './query-error.ts'
import type { Protocol } from './protocol.ts'

const emptyMap = Buffer.of(0xa0)

const headers = (requestId: string) => ({
  'content-type': 'application/cbor',
  'smithy-protocol': 'rpc-v2-cbor',
  'x-amzn-requestid': requestId,
})

/** Smithy RPC v2 CBOR: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
export const cborProtocol: Protocol<Buffer> = {
  operationName: ({ url = '' }) => rpcPath(url)?.operation,

  decode(model, operation, { body }) {
    const shapeName = model.operations[operation]?.input
    if (!shapeName) return {}
    const value = body.length > 0 ? readCbor(body) : {}
    return decodeItem(model, shapeOf(model, shapeName), value) as Record<string, unknown>
  },

  encode(model, operation, output, requestId) {
    const shapeName = model.operations[operation]?.output
    const body = shapeName ? encodeItem(model, shapeOf(model, shapeName), output) : emptyMap
    return { status: 200, headers: headers(requestId), body }
  },

  error(model, error, requestId) {
    const status = error.status ?? model?.shapes[error.code]?.error?.httpStatusCode ?? 400
    const namespace = model ? `com.amazonaws.${model.service}#` : ''
    return {
      status,
      headers: { ...headers(requestId), ...queryErrorHeader(model, error) },
      body: encodeTexts({ __type: `${namespace}${error.code}`, message: error.message }),
    }
  },

  unknownOperation: jsonProtocol.unknownOperation,
  accessDenied: jsonProtocol.accessDenied,
  rejectedCredentials: jsonProtocol.rejectedCredentials,
}

/** The service and the operation that a path names. */
export function rpcPath(url: string): { service: string; operation: string } | undefined {
  const [, service, operation] = /^\/service\/([\w.]+)\/operation\/(\w+)$/.exec(url) ?? []
  return service && operation ? { service, operation } : undefined
}
