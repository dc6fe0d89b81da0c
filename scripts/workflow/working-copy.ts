import { appendFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { workingTree } from '../release/git.ts'
import { run } from '../release/run.ts'

/**
 * Checks a repository out into an empty folder with its history and every file as it is on this
 * machine, committed or not, except the files that git ignores.
 */
export async function checkOut(
  root: string,
  { folder, depth }: { folder: string; depth: number },
): Promise<string> {
  const source = resolve(root)
  const tree = await workingTree(source)
  const shallow = depth > 0 ? [`--depth=${depth}`, '--no-tags'] : []
  await run('git', ['clone', '--quiet', '--no-checkout', ...shallow, `file://${source}`, folder])
  // The tree with uncommitted files is in the source's object store only.
  const objects = ['-C', source, 'rev-parse', '--path-format=absolute', '--git-path', 'objects']
  appendFileSync(join(folder, '.git/objects/info/alternates'), `${await run('git', objects)}\n`)
  await run('git', ['-C', folder, 'read-tree', '--reset', '-u', tree])
  const committed = await run('git', ['-C', folder, 'rev-parse', 'HEAD^{tree}'])
  return tree === committed
    ? 'this checkout, without uncommitted changes'
    : 'this checkout, with uncommitted changes'
}
