import { type AwsError, awsError } from '../kernel/errors.ts'
import { type Model, type Shape, shapeOf } from './model.ts'
import { signatureMismatch } from './credentials.ts'
import { encodeEvent } from './event-stream.ts'
import { isIntegerOf } from './integer.ts'
import { checkJsonBounds } from './json-bounds.ts'
import { valueText } from './validate.ts'
import { queryErrorHeader } from './query-error.ts'
import type { Protocol } from './protocol.ts'

const contentType = 'application/x-amz-json-1.1'
const eventStreamType = 'application/vnd.amazon.eventstream'

/** AWS JSON 1.1: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export const jsonProtocol: Protocol<string> = {
  operationName: ({ headers }) => String(headers['x-amz-target'] ?? '').split('.')[1],

  decode(model, operation, { body }) {
    const shapeName = model.operations[operation]?.input
    const value = body.length > 0 ? parse(body) : {}
    return shapeName
      ? (decodeValue(model, shapeOf(model, shapeName), value, '') as Record<string, unknown>)
      : {}
  },

  encode(model, operation, output, requestId) {
    const shapeName = model.operations[operation]?.output
    const stream = streamIn(output)
    if (shapeName && stream)
      return {
        status: 200,
        headers: { 'content-type': eventStreamType, 'x-amzn-requestid': requestId },
        body: '',
        stream: encodeStream(model, shapeOf(model, shapeName), stream),
      }
    const body = shapeName
      ? JSON.stringify(encodeValue(model, shapeOf(model, shapeName), output))
      : ''
    return {
      status: 200,
      headers: { 'content-type': contentType, 'x-amzn-requestid': requestId },
      body,
    }
  },

  error(model, error, requestId) {
    const shape = model?.shapes[error.code]
    const status = error.status ?? shape?.error?.httpStatusCode ?? (shape?.fault ? 500 : 400)
    return {
      status,
      headers: {
        'content-type': contentType,
        'x-amzn-requestid': requestId,
        'x-amzn-errortype': error.code,
        ...queryErrorHeader(model, error),
      },
      body: JSON.stringify({ __type: error.code, message: error.message }),
    }
  },

  unknownOperation: () => awsError('UnknownOperationException', ''),
  accessDenied: (message) => awsError('AccessDeniedException', message),
  rejectedCredentials: {
    missing: () =>
      awsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403),
    mismatch: (sentence) => awsError('InvalidSignatureException', sentence || signatureMismatch),
    untimely: (sentence) => awsError('InvalidSignatureException', sentence),
    unknown: () =>
      awsError(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      ),
    expired: () =>
      awsError('ExpiredTokenException', 'The security token included in the request is expired'),
  },
}

function parse(body: Buffer): unknown {
  checkJsonBounds(body)
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw awsError('SerializationException', 'Start of structure or map found where not expected.')
  }
}

function decodeValue(model: Model, shape: Shape, value: unknown, path: string): unknown {
  switch (shape.type) {
    case 'structure':
      return decodeStructure(model, shape, value, path)
    case 'list':
      if (!Array.isArray(value)) throw wrongType(path, 'a list')
      return value.map((item) =>
        decodeValue(model, shapeOf(model, shape.member!.shape), item, path),
      )
    case 'map':
      return decodeMap(model, shape, value, path)
    case 'string':
      if (typeof value !== 'string') throw wrongType(path, 'a string')
      return value
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongType(path, 'a boolean')
      return value
    case 'integer':
    case 'long':
      if (typeof value !== 'number' || !isIntegerOf(shape.type, value))
        throw wrongType(path, 'an integer')
      return value
    case 'double':
    case 'float':
      if (typeof value !== 'number') throw wrongType(path, 'a number')
      return value
    case 'timestamp':
      if (typeof value !== 'number') throw wrongType(path, 'a timestamp in seconds')
      return new Date(value * 1000)
    case 'blob':
      if (typeof value !== 'string') throw wrongType(path, 'base64 text')
      return Buffer.from(value, 'base64')
  }
}

function decodeStructure(
  model: Model,
  shape: Shape,
  value: unknown,
  path: string,
): Record<string, unknown> {
  if (!isObject(value)) throw wrongType(path, 'a structure')
  const result: Record<string, unknown> = {}
  for (const name in shape.members) {
    const raw = value[name]
    if (raw === undefined || raw === null) continue
    result[name] = decodeValue(
      model,
      shapeOf(model, shape.members[name]!.shape),
      raw,
      path ? `${path}.${name}` : name,
    )
  }
  return result
}

function decodeMap(
  model: Model,
  shape: Shape,
  value: unknown,
  path: string,
): Record<string, unknown> {
  if (!isObject(value)) throw wrongType(path, 'a map')
  const item = shapeOf(model, shape.value!.shape)
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      decodeValue(model, item, entry, `${path}.${key}`),
    ]),
  )
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const wrongType = (path: string, wanted: string): AwsError =>
  awsError('SerializationException', `${valueText(path) || 'The request'} is not ${wanted}.`)

/** Writes only what the model knows, so that the emulator's own notes on a record never leave it. */
function encodeValue(model: Model, shape: Shape, value: unknown): unknown {
  switch (shape.type) {
    case 'structure': {
      const source = value as Record<string, unknown>
      const result: Record<string, unknown> = {}
      for (const name in shape.members) {
        const member = source[name]
        if (typeof member === 'object' && member !== null)
          result[name] = encodeValue(model, shapeOf(model, shape.members[name]!.shape), member)
        else if (member !== undefined && member !== null) result[name] = member
      }
      return result
    }
    case 'list': {
      const item = shapeOf(model, shape.member!.shape)
      return (value as unknown[]).map((entry) => encodeValue(model, item, entry))
    }
    case 'map': {
      const item = shapeOf(model, shape.value!.shape)
      const entries = Object.entries(value as Record<string, unknown>)
      return Object.fromEntries(
        entries.map(([key, entry]) => [key, encodeValue(model, item, entry)]),
      )
    }
    case 'timestamp':
      return (value as Date).getTime() / 1000
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64')
    default:
      return value
  }
}

interface EventStream {
  member: string
  events: AsyncIterable<Record<string, unknown>>
}

/** The one member of an output that is a stream, if there is one. */
function streamIn(output: object): EventStream | undefined {
  for (const [member, events] of Object.entries(output))
    if (typeof events === 'object' && events !== null && Symbol.asyncIterator in events)
      return { member, events: events as EventStream['events'] }
  return undefined
}

async function* encodeStream(
  model: Model,
  output: Shape,
  { member, events }: EventStream,
): AsyncGenerator<Buffer> {
  const union = shapeOf(model, output.members![member]!.shape)
  yield encodeEvent('initial-response', {})
  for await (const event of events)
    for (const [type, value] of Object.entries(event))
      yield encodeEvent(
        type,
        encodeValue(model, shapeOf(model, union.members![type]!.shape), value),
      )
}
