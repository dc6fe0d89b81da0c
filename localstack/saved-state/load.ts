import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Emulator } from '../services/service.ts'
import { savedFolders } from './files.ts'
import { type Staged, stageState } from './stage.ts'

/**
 * Checks a saved state and puts it in the place of all state. Tasks of the former state are stopped, and those of the
 * new one are started again by their services.
 */
export async function loadState(
  emulator: Emulator,
  source: AsyncIterable<Buffer>,
  isDryRun: boolean,
): Promise<Staged> {
  const { dataDir } = emulator.settings
  const folder = join(dataDir, 'loading')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    const staged = await stageState(source, folder)
    if (!isDryRun)
      await emulator.restart(() => {
        emulator.store.replace(staged.changes)
        for (const name of savedFolders) moveFolder(join(folder, name), join(dataDir, name))
      })
    return staged
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Puts a folder in the place of another one, which may be missing as well. */
function moveFolder(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true })
  if (existsSync(from)) renameSync(from, to)
}
