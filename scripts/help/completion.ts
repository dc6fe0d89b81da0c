import { BadInput } from '../release/exit-codes.ts'
import { hint } from '../release/nearest.ts'
import { bash } from './bash.ts'
import { type Completed, completedVerbs } from './completed.ts'
import { fish } from './fish.ts'
import { zsh } from './zsh.ts'

const shells: Record<string, (verbs: Completed[]) => string> = { bash, zsh, fish }

/** The code that completes `npm run` in the folder of an app, and elsewhere leaves it as it was. */
export function completionFor(shell: string): string {
  const names = Object.keys(shells)
  if (!names.includes(shell))
    throw new BadInput(`--completion=${shell}: ${hint(shell, names, 'the shells are')}`)
  return shells[shell]!(completedVerbs())
}
