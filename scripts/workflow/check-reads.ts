import { ownVariables } from '../release/variables.ts'
import { parseExpression, type Read, readsOf, sourceOf, sourcesIn } from './expression.ts'

/** The user's own values that a workflow reads. */
export interface Own {
  vars: Record<string, string>
  secrets: Record<string, string>
  inputs: Record<string, string>
}

/** What the expressions of a workflow can read. */
export interface Reading {
  /** The variables that bootstrap prints. */
  vars: string[]
  env: NodeJS.ProcessEnv
  own: Own
  /** The inputs without which the workflow does not start. A job that calls a workflow gives its inputs. */
  requiredInputs: string[]
  /** True for the secrets of a workflow that a job calls, unless it inherits them. */
  secretsAreGiven: boolean
}

/**
 * Checks the expressions in texts and in a condition, and finds the user's own values that they read.
 * GitHub reads a value that is not set as an empty text, without a message: only a condition, and an
 * expression with another value after `||`, may read one.
 */
export function checkReads(
  texts: string[],
  contexts: string[],
  known: Reading,
  condition?: string,
): void {
  for (const source of texts.flatMap(sourcesIn))
    for (const read of readsOf(parseExpression(source, contexts)))
      findOwn(read, known, source.includes('||'))
  if (condition === undefined) return
  for (const read of readsOf(parseExpression(sourceOf(condition), contexts)))
    findOwn(read, known, true)
}

const ownContexts = ['vars', 'secrets', 'inputs'] as const

function findOwn({ context, member }: Read, known: Reading, isOptional: boolean): void {
  const own = ownContexts.find((name) => name === context)
  if (own === undefined || member === undefined || isGiven(own, member, known)) return
  const value = known.env[member] ?? (ownVariables.includes(member) ? '' : undefined)
  if (value !== undefined) known.own[own][member] = value
  else if (!isOptional)
    throw new Error(
      `it reads ${context}.${member}, which is not set: ${own === 'vars' ? `bootstrap prints ${known.vars.join(', ')}; ` : ''}your own values are read from the environment or .env`,
    )
}

function isGiven(context: keyof Own, member: string, known: Reading): boolean {
  if (member in known.own[context]) return true
  if (context === 'vars') return known.vars.includes(member)
  if (context === 'inputs') return !known.requiredInputs.includes(member)
  return member === 'GITHUB_TOKEN' || known.secretsAreGiven
}
