import { crc32 } from 'node:zlib'

/** The format of the state's files; another one is not read. */
const version = 3
const magic = 'docker-cloud state '

/** The first bytes of each file. */
export const header = Buffer.from(`${magic}${version}\n`)

/** Puts the length and a checksum before a payload. */
export function frameOf(payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(8 + payload.length)
  frame.writeUInt32LE(payload.length, 0)
  frame.writeUInt32LE(crc32(payload), 4)
  frame.set(payload, 8)
  return frame
}

export interface Frames {
  payloads: Buffer[]
  /** The number of intact bytes; fewer than all if the rest is damaged. */
  intact: number
}

/** True if the bytes begin as each file does. Throws where they are of another format. */
export function hasHeader(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, header.length)
  if (start === header.toString('latin1')) return true
  if (start.startsWith(magic))
    throw new OtherFormat(/\d+/.exec(start.slice(magic.length))?.[0] ?? '?')
  return false
}

/** Reads the frames of a file. Throws where it is of another format. */
export function readFrames(bytes: Buffer): Frames {
  if (!hasHeader(bytes)) return { payloads: [], intact: 0 }
  const payloads: Buffer[] = []
  let at = header.length
  while (at + 8 <= bytes.length) {
    const end = at + 8 + bytes.readUInt32LE(at)
    if (end > bytes.length) break
    const payload = bytes.subarray(at + 8, end)
    if (crc32(payload) !== bytes.readUInt32LE(at + 4)) break
    payloads.push(payload)
    at = end
  }
  return { payloads, intact: at }
}

/** A file that an emulator of another version has written. */
export class OtherFormat extends Error {
  constructor(found: string) {
    super(`is of format ${found}, and this emulator reads format ${version}`)
  }
}
