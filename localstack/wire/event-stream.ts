import { crc32 } from 'node:zlib'

type Headers = Record<string, string>

/** One message of AWS's binary event stream: https://smithy.io/2.0/aws/amazon-eventstream.html */
export function encodeMessage(headers: Headers, payload: string): Buffer {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => header(name, value)))
  const body = Buffer.from(payload)
  const message = Buffer.alloc(12 + head.length + body.length + 4)
  message.writeUInt32BE(message.length, 0)
  message.writeUInt32BE(head.length, 4)
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8)
  head.copy(message, 12)
  body.copy(message, 12 + head.length)
  message.writeUInt32BE(crc32(message.subarray(0, -4)), message.length - 4)
  return message
}

const stringValue = 7

function header(name: string, value: string): Buffer {
  const [key, text] = [Buffer.from(name), Buffer.from(value)]
  const length = Buffer.alloc(2)
  length.writeUInt16BE(text.length)
  return Buffer.concat([Buffer.of(key.length), key, Buffer.of(stringValue), length, text])
}

/** An event, or for `initial-response` the other members of the operation's output. */
export const encodeEvent = (type: string, payload: unknown): Buffer =>
  encodeMessage(
    {
      ':message-type': 'event',
      ':event-type': type,
      ':content-type': 'application/json',
    },
    JSON.stringify(payload),
  )
