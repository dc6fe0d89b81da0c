import { readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { Emulator } from '../service.ts'
import { lastLineEnd } from './event.ts'
import { readSegment, segmentFolder, segmentPath } from './segment.ts'
import { segments } from './state.ts'
import type { SegmentRecord } from './records.ts'

/** Makes the files and the state that names them agree, however the process before this one ended. */
export function reconcileSegments(emulator: Emulator): void {
  const named = new Set<string>()
  const { store } = emulator
  for (const { account, region, state } of store.all(segments))
    for (const [stream, ofStream] of store.read(segments, account, region))
      for (const { id, size } of ofStream.values())
        if (sizeOf(emulator, id) === size || repair(emulator, state.get(stream)!.get(id)!))
          named.add(segmentPath(emulator, id))
        else state.get(stream)!.delete(id)
  store.save()
  removeUnnamed(emulator, named)
}

/** Cuts a file behind its last complete event; false if there is none. */
function repair(emulator: Emulator, segment: SegmentRecord): boolean {
  const path = segmentPath(emulator, segment.id)
  const size = sizeOf(emulator, segment.id)
  const kept = size > segment.size ? segment.size : completeSize(emulator, segment)
  emulator.log(
    'logs',
    `${path} has ${size} bytes of log events instead of ${segment.size}: the first ${kept} are kept`,
  )
  if (kept === 0) return false
  truncateSync(path, kept)
  segment.size = kept
  return true
}

const sizeOf = (emulator: Emulator, id: number): number =>
  statSync(segmentPath(emulator, id), { throwIfNoEntry: false })?.size ?? 0

function completeSize(emulator: Emulator, segment: SegmentRecord): number {
  const bytes = readSegment(emulator, segment, Buffer.alloc(segment.size))
  return lastLineEnd(bytes)
}

/** Removes what no stream names: the remains of calls that were not answered. */
function removeUnnamed(emulator: Emulator, named: Set<string>): void {
  const folder = segmentFolder(emulator.settings)
  const unnamed = filesIn(folder).filter((path) => !named.has(path))
  for (const path of unnamed) rmSync(path, { recursive: true })
  if (unnamed.length > 0)
    emulator.log(
      'logs',
      `${unnamed.length} files of ${folder} that belong to no log stream were removed`,
    )
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
