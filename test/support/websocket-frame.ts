import { randomBytes } from 'node:crypto'

/** A frame as a client sends it: masked. */
export function maskedFrame(code: number, payload: Buffer, isLast = true): Buffer {
  const { length } = payload
  const header = Buffer.alloc(length < 126 ? 2 : length < 0x1_0000 ? 4 : 10)
  header[0] = (isLast ? 0x80 : 0) | code
  header[1] = 0x80 | (length < 126 ? length : length < 0x1_0000 ? 126 : 127)
  if (header.length === 4) header.writeUInt16BE(length, 2)
  if (header.length === 10) header.writeBigUInt64BE(BigInt(length), 2)
  const mask = randomBytes(4)
  return Buffer.concat([header, mask, payload.map((byte, index) => byte ^ mask[index % 4]!)])
}
