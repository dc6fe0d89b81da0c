import { type Token, wildcardOf } from './wildcard.ts'

/** The request's condition keys, in lower case, with their values; without the keys that are absent. */
export type ConditionContext = Map<string, string[]>

/** The context of a pattern. Variables exist since version 2012-10-17 of the policy language. */
export interface Surroundings {
  context: ConditionContext
  version: '2008-10-17' | '2012-10-17'
}

/** Reads a text in which `*` and `?` are literal. */
export const literally = (text: string): Token[] => [...text]

/**
 * Compiles a pattern in which `${key}` stands for the request's value, literally, `${key, 'default'}` has one,
 * and `${*}`, `${?}`, `${$}` are the characters themselves; undefined if a value is missing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function compile(
  pattern: string,
  { context, version }: Surroundings,
  read: (text: string) => Token[] = wildcardOf,
): Token[] | undefined {
  if (version === '2008-10-17') return read(pattern)
  const tokens: Token[] = []
  let end = 0
  for (const match of pattern.matchAll(/\$\{([^}]*)\}/g)) {
    const value = valueOf(match[1]!.trim(), context)
    if (value === undefined) return undefined
    tokens.push(...read(pattern.slice(end, match.index)), ...literally(value))
    end = match.index + match[0].length
  }
  return [...tokens, ...read(pattern.slice(end))]
}

/** The condition keys of a text's policy variables. */
export const keysIn = (text: string, version: Surroundings['version']): string[] =>
  version === '2008-10-17' || !text.includes('${')
    ? []
    : [...text.matchAll(/\$\{([^},]*)/g)]
        .map((match) => match[1]!.trim())
        .filter((key) => !['*', '?', '$'].includes(key))

function valueOf(expression: string, context: ConditionContext): string | undefined {
  if (['*', '?', '$'].includes(expression)) return expression
  const [, key, fallback] = /^([^,\s]+)(?:\s*,\s*'([^']*)')?$/.exec(expression) ?? []
  if (key === undefined) return undefined
  const values = context.get(key.toLowerCase())
  return values?.length === 1 ? values[0] : fallback
}
