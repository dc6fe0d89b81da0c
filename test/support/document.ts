import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Reads the block of commands in a document that starts with these words. */
export function readCommands(file: string, start: string): string {
  const blocks = readFileSync(join(root, file), 'utf8').matchAll(/^```\n(.*?)^```$/gms)
  const found = Array.from(blocks, ([, text = '']) => text).find((text) => text.startsWith(start))
  if (found) return found
  throw new Error(`${file} has no block of commands that starts with '${start}'`)
}
