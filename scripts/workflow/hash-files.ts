import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The function `hashFiles`: the hash of the files' hashes, or an empty text if no file matches. */
export function hashFiles(workspace: string, patterns: string[]): string {
  const excluded = patterns.filter((one) => one.startsWith('!')).map((one) => one.slice(1))
  const included = patterns.filter((one) => !one.startsWith('!'))
  const files = globSync(included, { cwd: workspace, exclude: excluded })
    .map((file) => join(workspace, file))
    .filter((file) => statSync(file).isFile())
  const whole = createHash('sha256')
  for (const file of files.toSorted(bySegment))
    whole.update(createHash('sha256').update(readFileSync(file)).digest())
  return files.length > 0 ? whole.digest('hex') : ''
}

/** GitHub walks folder by folder: `a/b` comes before `a.txt`. */
function bySegment(one: string, other: string): number {
  const [first, second] = [one.split('/'), other.split('/')]
  const at = first.findIndex((segment, index) => segment !== second[index])
  return first[at]! < second[at]! ? -1 : 1
}
