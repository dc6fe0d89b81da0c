import { closeSync, constants, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Scope } from '../../kernel/scope.ts'
import type { Settings } from '../../kernel/settings.ts'
import type { SegmentRecord } from './records.ts'
import { segmentsOf } from './state.ts'

const { O_CREAT, O_RDONLY, O_RDWR } = constants

type Where = Pick<Scope, 'settings'>

/** Events are added to a segment until it has so many bytes. */
export const fullSegment = 256 * 1024

export const segmentFolder = ({ dataDir }: Pick<Settings, 'dataDir'>): string =>
  join(dataDir, 'logs')

export const segmentPath = ({ settings }: Where, id: number): string =>
  join(segmentFolder(settings), `${id}.jsonl`)

/** Writes `bytes` behind the first `size` bytes of a segment, which is a new one if there are none. */
export function writeToSegment(
  where: Where,
  { id, size }: Pick<SegmentRecord, 'id' | 'size'>,
  bytes: Buffer,
): void {
  if (size === 0) mkdirSync(segmentFolder(where.settings), { recursive: true, mode: 0o700 })
  withFile(segmentPath(where, id), O_RDWR | O_CREAT, (file) => {
    for (let written = 0; written < bytes.length;)
      written += writeSync(file, bytes, written, bytes.length - written, size + written)
  })
}

/** Reads a segment into `buffer`; nothing if its file was removed, as after the deletion of its stream. */
export function readSegment(where: Where, { id, size }: SegmentRecord, buffer: Buffer): Buffer {
  try {
    const read = withFile(segmentPath(where, id), O_RDONLY, (file) =>
      readSync(file, buffer, 0, size, 0),
    )
    return buffer.subarray(0, read)
  } catch (error) {
    if (isMissing(error)) return buffer.subarray(0, 0)
    throw error
  }
}

/** Resolves when what was written to segments would also survive a power failure. */
export async function syncSegments(where: Where, ids: number[]): Promise<void> {
  if (where.settings.persistence) for (const id of ids) await sync(segmentPath(where, id))
}

async function sync(path: string): Promise<void> {
  try {
    await using file = await open(path, O_RDWR)
    await file.datasync()
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT'

export function removeSegments(where: Where, ids: number[]): void {
  for (const id of ids) rmSync(segmentPath(where, id), { force: true })
}

export const removeAllSegments = ({ settings }: Where): void =>
  rmSync(segmentFolder(settings), { recursive: true, force: true })

function withFile<T>(path: string, flags: number, act: (file: number) => T): T {
  const file = openSync(path, flags, 0o600)
  try {
    return act(file)
  } finally {
    closeSync(file)
  }
}

/** Deletes the events of a stream. */
export function deleteEvents(scope: Scope, streamId: number): void {
  const segments = [...segmentsOf(scope).get(streamId)!.keys()]
  segmentsOf(scope).delete(streamId)
  scope.afterCommit(() => removeSegments(scope, segments))
}
