import { awsError } from '../kernel/errors.ts'
import { type Model, type Shape, shapeOf } from './model.ts'
import { signatureMismatch } from './credentials.ts'
import { encodeEvent } from './event-stream.ts'
import { toInteger } from './integer.ts'
import { checkJsonBounds } from './json-bounds.ts'
import { mistyped } from './mistyped.ts'
import { errorType, queryErrorHeader } from './query-error.ts'
import type { Protocol } from './protocol.ts'

const contentType = 'application/x-amz-json-1.1'
const eventStreamType = 'application/vnd.amazon.eventstream'

/** AWS JSON 1.1: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export const jsonProtocol: Protocol<string> = {
  operationName: ({ headers }) => String(headers['x-amz-target'] ?? '').split('.')[1],

  decode(model, operation, { body }) {
    const shapeName = model.operations[operation]?.input
    const value = body.length > 0 ? parse(body) : {}
    return shapeName ? (decodeValue(model, shapeName, value) as Record<string, unknown>) : {}
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
        'x-amzn-errortype': errorType(model, error),
        ...queryErrorHeader(model, error),
      },
      body: JSON.stringify({
        __type: errorType(model, error),
        [messageMember(shape)]: error.message,
      }),
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

/** An error that the model knows has its message under the model's name for it. */
const messageMember = (shape: Shape | undefined) =>
  shape?.members && Object.hasOwn(shape.members, 'Message') ? 'Message' : 'message'

function parse(body: Buffer): unknown {
  checkJsonBounds(body)
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw awsError('SerializationException', '')
  }
}

/** The texts that count as a boolean, in any case: https://github.com/mhart/kinesalite and dynalite have seen it. */
const booleans = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['false', false],
  ['0', false],
  ['no', false],
])

function decodeValue(model: Model, name: string, value: unknown): unknown {
  const shape = shapeOf(model, name)
  const wrong = () => mistyped({ model, name, shape }, value)
  switch (shape.type) {
    case 'structure':
      if (!isObject(value)) throw wrong()
      return decodeStructure(model, shape, value)
    case 'list':
      if (!Array.isArray(value)) throw wrong()
      return value
        .filter((item) => item !== null)
        .map((item) => decodeValue(model, shape.member!.shape, item))
    case 'map':
      if (!isObject(value)) throw wrong()
      return decodeMap(model, shape, value)
    case 'boolean': {
      const decoded = typeof value === 'string' ? booleans.get(value.toLowerCase()) : value
      if (typeof decoded !== 'boolean') throw wrong()
      return decoded
    }
    case 'integer':
    case 'long':
      if (typeof value !== 'number') throw wrong()
      return toInteger(shape.type, value)
    case 'double':
    case 'float':
      if (typeof value !== 'number') throw wrong()
      return value
    case 'timestamp':
      if (typeof value !== 'number') throw wrong()
      return new Date(value * 1000)
    case 'string':
      if (typeof value !== 'string') throw wrong()
      return value
    case 'blob':
      if (typeof value !== 'string') throw wrong()
      return Buffer.from(value, 'base64')
  }
}

function decodeStructure(
  model: Model,
  shape: Shape,
  value: Record<string, unknown>,
): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const name in shape.members) {
    const raw = value[name]
    if (raw === undefined || raw === null) continue
    result[name] = decodeValue(model, shape.members[name]!.shape, raw)
  }
  return result
}

const decodeMap = (model: Model, shape: Shape, value: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== null)
      .map(([key, entry]) => [key, decodeValue(model, shape.value!.shape, entry)]),
  )

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

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
