import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const screensFolder = join(import.meta.dirname, 'screens')

/** Compares a screen with the file of its mistake. `UPDATE_SCREENS=1` writes the file anew. */
export function assertScreen(mistake: string, screen: string): void {
  const file = join(screensFolder, `${mistake.replaceAll(/\W+/g, '-')}.txt`)
  if (process.env.UPDATE_SCREENS) writeFileSync(file, screen)
  assert.equal(screen, readFileSync(file, 'utf8'))
}
