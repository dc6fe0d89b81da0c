import { createHash, type Hash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Change } from '../kernel/change.ts'
import { findDefinition } from '../kernel/define-state.ts'
import { decodePieces, InvalidSavedState, type Piece } from './format.ts'
import { digestIn, isSavedFile } from './files.ts'

/** A saved state that was read and checked, with its files in a folder. */
export interface Staged {
  changes: Change[]
  files: number
  /** True if it has the values of secrets. */
  secrets: boolean
}

/** Reads a saved state to its end, and checks all of it. */
export async function stageState(source: AsyncIterable<Buffer>, folder: string): Promise<Staged> {
  const staged: Staged = { changes: [], files: 0, secrets: false }
  const paths = new Set<string>()
  let file: StagedFile | undefined
  let last: Piece['kind'] | undefined
  try {
    for await (const piece of decodePieces(source)) {
      if (last === 'end' || (last === undefined) !== (piece.kind === 'about')) throw disordered()
      last = piece.kind
      if (piece.kind !== 'file' || piece.path !== file?.path) {
        file?.close()
        file = undefined
      }
      if (piece.kind === 'about') staged.secrets = piece.secrets
      else if (piece.kind === 'changes') staged.changes.push(...portableOf(piece.changes))
      else if (piece.kind === 'file') {
        if (!file) {
          if (!isSavedFile(piece.path) || paths.has(piece.path)) throw disordered()
          paths.add(piece.path)
          file = new StagedFile(folder, piece.path)
        }
        file.write(piece.bytes)
      }
    }
  } finally {
    file?.abandon()
  }
  if (last !== 'end') throw new InvalidSavedState('the saved state is not whole: save it again')
  return { ...staged, files: paths.size }
}

/** Checks the form of changes, and leaves out those that a saved state does not replace. */
function portableOf(changes: Change[]): Change[] {
  if (!Array.isArray(changes) || !changes.every(isChange)) throw disordered()
  return changes.filter(([name]) => findDefinition(name)?.staysHere !== true)
}

const isChange = (change: unknown): boolean =>
  Array.isArray(change) &&
  change.slice(0, 3).every((each) => typeof each === 'string') &&
  Array.isArray(change[3])

const disordered = () => new InvalidSavedState('the saved state has parts that no emulator saves')

/** A file that is written piece by piece. */
class StagedFile {
  readonly path: string
  readonly #hash: Hash = createHash('sha256')
  #descriptor: number | undefined

  constructor(folder: string, path: string) {
    this.path = path
    mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o700 })
    this.#descriptor = openSync(join(folder, path), 'wx', 0o600)
  }

  write(bytes: Uint8Array): void {
    this.#hash.update(bytes)
    for (let written = 0; written < bytes.length;)
      written += writeSync(this.#descriptor!, bytes, written)
  }

  close(): void {
    this.abandon()
    const digest = digestIn(this.path)
    if (digest && this.#hash.digest('hex') !== digest)
      throw new InvalidSavedState(`${this.path} in the saved state is damaged: save it again`)
  }

  abandon(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
  }
}
