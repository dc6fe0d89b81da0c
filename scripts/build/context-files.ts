import { createHash, hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { hasExceptions, ignoresOf, readIgnoreFile } from './ignore.ts'

/** Lists the files and links of a build context that the build sees, in order, without git's own. */
export async function listContext(context: string, dockerfile: string): Promise<string[]> {
  const text = readIgnoreFile(context, dockerfile)
  const isIgnored = ignoresOf(text)
  const enterAll = hasExceptions(text)
  const list = async (folder: string): Promise<string[]> => {
    const entries = await readdir(join(context, folder), { withFileTypes: true })
    const lists = entries.map(async (entry) => {
      if (entry.name === '.git') return []
      const path = folder ? `${folder}/${entry.name}` : entry.name
      const ignored = isIgnored(path)
      if (entry.isDirectory()) return ignored && !enterAll ? [] : list(path)
      return ignored || !(entry.isFile() || entry.isSymbolicLink()) ? [] : [path]
    })
    return (await Promise.all(lists)).flat()
  }
  return (await list('')).toSorted()
}

/** The digest of files by path, content and permission to execute. */
export async function digestOf(context: string, files: string[]): Promise<string> {
  const all = createHash('sha256')
  for (let start = 0; start < files.length; start += batchSize) {
    const batch = files.slice(start, start + batchSize).map((path) => lineOf(context, path))
    for (const line of await Promise.all(batch)) all.update(line)
  }
  return all.digest('hex')
}

/** How many files are open at the same time. */
const batchSize = 64

async function lineOf(context: string, path: string): Promise<string> {
  const file = join(context, path)
  const info = await lstat(file)
  if (info.isSymbolicLink()) return `link ${path}\0${await readlink(file)}\n`
  const kind = info.mode & 0o100 ? 'program' : 'file'
  return `${kind} ${path}\0${await contentOf(file, info.size)}\n`
}

async function contentOf(file: string, size: number): Promise<string> {
  if (size < 1e6) return hash('sha256', await readFile(file))
  const content = createHash('sha256')
  await pipeline(createReadStream(file), content)
  return content.digest('hex')
}
