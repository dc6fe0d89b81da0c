import { deserialize, serialize } from 'node:v8'
import type { Change } from '../kernel/change.ts'
import { frameOf, hasHeader, header, readFrames } from '../kernel/frames.ts'

/** A part of a saved state, in the order in which they come. Pieces of a file follow one another. */
export type Piece =
  | { kind: 'about'; secrets: boolean }
  | { kind: 'changes'; changes: Change[] }
  | { kind: 'file'; path: string; bytes: Uint8Array }
  | { kind: 'end' }

/** The file or the request is not a saved state that this emulator can load. */
export class InvalidSavedState extends Error {}

export const encodePiece = (piece: Piece): Buffer => frameOf(serialize(piece))

/** The most bytes of a piece, and of all changes, which are in memory while they are checked. */
const largest = 64 * 1024 * 1024
const largestState = 512 * 1024 * 1024

const frameStart = 8

/** Reads the pieces of a saved state. Throws at the first that is not whole. */
export async function* decodePieces(source: AsyncIterable<Buffer>): AsyncGenerator<Piece> {
  let rest: Buffer = Buffer.alloc(0)
  let at = 0
  let state = 0
  let isOpen = false
  for await (const chunk of source) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    if (!isOpen) {
      if (rest.length < header.length) continue
      requireHeader(rest)
      rest = rest.subarray(header.length)
      at = header.length
      isOpen = true
    }
    for (;;) {
      const length = lengthOf(rest, at)
      if (length === undefined || rest.length < length) break
      const piece = decodePiece(rest.subarray(0, length), at)
      if (piece.kind === 'changes') state += length
      if (state > largestState)
        throw new InvalidSavedState('the saved state is larger than 512 MiB')
      yield piece
      rest = rest.subarray(length)
      at += length
    }
  }
  if (!isOpen) requireHeader(rest)
  if (rest.length > 0) throw damaged(at)
}

/** The length of the frame that begins here, once its first bytes are there. */
function lengthOf(bytes: Buffer, at: number): number | undefined {
  if (bytes.length < frameStart) return undefined
  const length = bytes.readUInt32LE(0)
  if (length > largest) throw damaged(at)
  return frameStart + length
}

function decodePiece(frame: Buffer, at: number): Piece {
  const [payload] = readFrames(Buffer.concat([header, frame])).payloads
  if (!payload) throw damaged(at)
  try {
    return deserialize(payload) as Piece
  } catch {
    throw damaged(at)
  }
}

function requireHeader(bytes: Buffer): void {
  let isState = false
  try {
    isState = hasHeader(bytes)
  } catch (error) {
    throw new InvalidSavedState(
      `the saved state ${(error as Error).message}: load it with the docker-cloud that saved it`,
    )
  }
  if (!isState) throw new InvalidSavedState('this is not a saved state of docker-cloud')
}

const damaged = (at: number) =>
  new InvalidSavedState(`the saved state is damaged at byte ${at}: save it again`)
