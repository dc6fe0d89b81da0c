/** The codes of RFC 6455 with which a connection is closed. */
export const closeCode = {
  normal: 1000,
  protocolError: 1002,
  policyViolation: 1008,
  tooBig: 1009,
  internalError: 1011,
} as const

/** A fault for which RFC 6455 has a connection closed with a code. */
export class WebSocketFault extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

export const opcode = { more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

interface Frame {
  final: boolean
  opcode: number
  payload: Buffer
}

/** Encodes a frame as a server sends it: whole and unmasked. */
export function encodeFrame(code: number, payload: Buffer): Buffer {
  const { length } = payload
  const header = Buffer.alloc(length < 126 ? 2 : length < 0x1_0000 ? 4 : 10)
  header[0] = 0x80 | code
  if (length < 126) header[1] = length
  else if (length < 0x1_0000) {
    header[1] = 126
    header.writeUInt16BE(length, 2)
  } else {
    header[1] = 127
    header.writeBigUInt64BE(BigInt(length), 2)
  }
  return Buffer.concat([header, payload])
}

/** Cuts a client's bytes into frames: https://www.rfc-editor.org/rfc/rfc6455#section-5 */
export class FrameReader {
  readonly #maxPayload: number
  #bytes: Buffer = Buffer.alloc(0)

  constructor(maxPayload: number) {
    this.#maxPayload = maxPayload
  }

  /** @throws WebSocketFault */
  *read(chunk: Buffer): Generator<Frame> {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk])
    for (;;) {
      const frame = this.#next()
      if (!frame) return
      yield frame
    }
  }

  #next(): Frame | undefined {
    const bytes = this.#bytes
    if (bytes.length < 2) return undefined
    const [first, second] = bytes as unknown as [number, number]
    const code = first & 0x0f
    const final = (first & 0x80) !== 0
    if ((first & 0x70) !== 0) throw protocolError('a reserved bit is set')
    if (!known.has(code)) throw protocolError(`the opcode ${code} is reserved`)
    if ((second & 0x80) === 0) throw protocolError('a client has to mask its frames')
    const short = second & 0x7f
    const isControl = (code & 8) !== 0
    if (isControl && (!final || short > 125))
      throw protocolError('a control frame is in one piece of at most 125 bytes')
    const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0
    const maskAt = 2 + lengthBytes
    if (bytes.length < maskAt) return undefined
    const length =
      short === 127
        ? Number(bytes.readBigUInt64BE(2))
        : short === 126
          ? bytes.readUInt16BE(2)
          : short
    if (length > this.#maxPayload)
      throw new WebSocketFault(closeCode.tooBig, `a frame of ${length} bytes is too long`)
    const start = maskAt + 4
    if (bytes.length < start + length) return undefined
    const mask = bytes.subarray(maskAt, start)
    const payload = Buffer.from(bytes.subarray(start, start + length))
    for (let index = 0; index < length; index++) payload[index]! ^= mask[index % 4]!
    this.#bytes = bytes.subarray(start + length)
    return { final, opcode: code, payload }
  }
}

const known = new Set<number>(Object.values(opcode))

export const protocolError = (message: string) =>
  new WebSocketFault(closeCode.protocolError, message)
