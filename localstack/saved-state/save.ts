import { globSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { header } from '../kernel/frames.ts'
import { portable } from '../kernel/portable.ts'
import type { Emulator } from '../services/service.ts'
import { encodePiece } from './format.ts'
import { isSavedFile } from './files.ts'

/** The number of changes in one piece. */
const group = 100
const mebibyte = 1024 * 1024

/** The state at this moment and the files that it refers to: layers of images, log events. */
export async function* saveState(
  { store, settings }: Emulator,
  secrets: boolean,
): AsyncGenerator<Buffer> {
  const changes = [...portable(store, secrets)]
  // Encoded before anything is awaited: the state changes meanwhile.
  const pieces = Array.from({ length: Math.ceil(changes.length / group) }, (_, index) =>
    encodePiece({ kind: 'changes', changes: changes.slice(index * group, (index + 1) * group) }),
  )
  yield header
  yield encodePiece({ kind: 'about', secrets })
  yield* pieces
  for (const path of globSync('{ecr,logs}/**', { cwd: settings.dataDir }).filter(isSavedFile))
    yield* piecesOfFile(settings.dataDir, path)
  yield encodePiece({ kind: 'end' })
}

/** A file that is removed meanwhile is left out, or ends early: the load reports what is lost. */
async function* piecesOfFile(folder: string, path: string): AsyncGenerator<Buffer> {
  const handle = await open(join(folder, path)).catch(() => undefined)
  if (!handle) return
  await using file = handle
  const buffer = Buffer.alloc(mebibyte)
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, mebibyte)
    if (bytesRead === 0) return
    yield encodePiece({ kind: 'file', path, bytes: buffer.subarray(0, bytesRead) })
  }
}
