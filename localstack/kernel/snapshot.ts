import { open, rename, rm } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { serialize } from 'node:v8'
import { frameOf, header } from './frames.ts'
import type { Change } from './change.ts'

/** The number of changes that are written at once. */
const batch = 100

/** Writes changes to a file, a few in each turn of the event loop; the file is there when it is whole. Gives its length. */
export async function writeSnapshot(file: string, changes: Iterable<Change>): Promise<number> {
  const unfinished = `${file}.next`
  const handle = await open(unfinished, 'w', 0o600)
  try {
    let length = (await handle.write(header)).bytesWritten
    for (const group of groupsOf(changes)) {
      const frame = frameOf(serialize(group))
      await handle.writeFile(frame)
      length += frame.length
      await setImmediate()
    }
    await handle.sync()
    await rename(unfinished, file)
    return length
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}

function* groupsOf(changes: Iterable<Change>): Generator<Change[]> {
  let group: Change[] = []
  for (const change of changes) {
    group.push(change)
    if (group.length < batch) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}
