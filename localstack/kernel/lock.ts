import { createHash } from 'node:crypto'
import { mkdirSync, realpathSync } from 'node:fs'
import { createServer, type Server } from 'node:net'

/**
 * Keeps a folder for one emulator: two that write there would damage its files. The lock is a name in Linux's
 * abstract socket namespace, so it ends with the process; on other systems there is none.
 */
export async function lockFolder(folder: string): Promise<Server | undefined> {
  if (process.platform !== 'linux') return undefined
  const path = realPathOf(folder)
  if (path === undefined) return undefined
  const name = createHash('sha256').update(path).digest('hex')
  const lock = createServer()
  await new Promise<void>((resolve, reject) => {
    lock.once('error', () =>
      reject(
        new Error(
          `${folder} is in use by another emulator: stop that one, or set DATA_DIR to another folder.`,
        ),
      ),
    )
    lock.listen(`\0docker-cloud-${name}`, resolve)
  })
  return lock.unref()
}

/** Undefined for a folder that cannot be used, which the store reports when it opens it. */
function realPathOf(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true })
    return realpathSync(folder)
  } catch {
    return undefined
  }
}
