import { createHash, randomUUID } from 'node:crypto'

/**
 * A message of Session Manager's data channel, as its agent and its plugin exchange them in binary WebSocket messages:
 * github.com/aws/amazon-ssm-agent, agent/session/contracts/agentmessage.go
 */
export interface Message {
  /** `input_stream_data`, `output_stream_data`, `acknowledge`, `channel_closed`, … */
  type: string
  sequence: number
  /** Bit 0: the first of a stream. Bit 1: the last. */
  flags: number
  /** A UUID. */
  id: string
  /** The kind of a stream's payload, one of {@link payloadType}. */
  payloadType: number
  payload: Buffer
}

/** The kinds of payloads that a stream carries. */
export const payloadType = {
  output: 1,
  size: 3,
  handshakeRequest: 5,
  handshakeResponse: 6,
  handshakeComplete: 7,
} as const

const at = {
  headerLength: 0,
  type: 4,
  schemaVersion: 36,
  createdDate: 40,
  sequence: 48,
  flags: 56,
  id: 64,
  digest: 80,
  payloadType: 112,
  payloadLength: 116,
  payload: 120,
} as const

const typeLength = at.schemaVersion - at.type

/** Makes a message, with a new id unless one is given. */
export const newMessage = (
  message: Pick<Message, 'type' | 'payload'> & Partial<Message>,
): Message => ({
  sequence: 0,
  flags: 0,
  payloadType: 0,
  id: randomUUID(),
  ...message,
})

export function encodeMessage(message: Message): Buffer {
  const { type, sequence, flags, payload } = message
  const bytes = Buffer.alloc(at.payload + payload.length)
  bytes.writeUInt32BE(at.payloadLength, at.headerLength)
  bytes.write(type.padEnd(typeLength), at.type, typeLength, 'latin1')
  bytes.writeUInt32BE(1, at.schemaVersion)
  bytes.writeBigUInt64BE(BigInt(Date.now()), at.createdDate)
  bytes.writeBigInt64BE(BigInt(sequence), at.sequence)
  bytes.writeBigUInt64BE(BigInt(flags), at.flags)
  swapHalves(Buffer.from(message.id.replaceAll('-', ''), 'hex')).copy(bytes, at.id)
  digestOf(payload).copy(bytes, at.digest)
  bytes.writeUInt32BE(message.payloadType, at.payloadType)
  bytes.writeUInt32BE(payload.length, at.payloadLength)
  payload.copy(bytes, at.payload)
  return bytes
}

/** @throws Error if the bytes are no message, or the payload is not the one that was sent */
export function decodeMessage(bytes: Buffer): Message {
  if (bytes.length < at.payload) throw new Error(`a message of ${bytes.length} bytes is too short`)
  const headerLength = bytes.readUInt32BE(at.headerLength)
  if (headerLength !== at.payloadLength)
    throw new Error(`a message has a header of ${headerLength} bytes, not ${at.payloadLength}`)
  const payload = bytes.subarray(at.payload)
  const length = bytes.readUInt32BE(at.payloadLength)
  if (length !== payload.length)
    throw new Error(`a message announces a payload of ${length} bytes and has ${payload.length}`)
  // The plugin leaves out the digest of an empty payload.
  if (length > 0 && !digestOf(payload).equals(bytes.subarray(at.digest, at.payloadType)))
    throw new Error('the digest of a message is not that of its payload')
  const id = swapHalves(bytes.subarray(at.id, at.digest)).toString('hex')
  return {
    type: bytes.toString('latin1', at.type, at.schemaVersion).replaceAll('\0', '').trim(),
    sequence: Number(bytes.readBigInt64BE(at.sequence)),
    flags: Number(bytes.readBigUInt64BE(at.flags)),
    id: id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    payloadType: bytes.readUInt32BE(at.payloadType),
    payload,
  }
}

const digestOf = (payload: Buffer) => createHash('sha256').update(payload).digest()

/** The less significant half of a UUID comes first. */
const swapHalves = (uuid: Buffer) => Buffer.concat([uuid.subarray(8), uuid.subarray(0, 8)])
