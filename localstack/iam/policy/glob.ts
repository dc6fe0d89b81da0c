/** One element of a compiled pattern: a literal character, `?` or `*`. */
export type Token = string | typeof anyOne | typeof anyRun

export const anyOne = Symbol('?')
export const anyRun = Symbol('*')

/** Compiles a pattern without policy variables. */
export const globOf = (pattern: string): Token[] =>
  [...pattern].map((character) =>
    character === '*' ? anyRun : character === '?' ? anyOne : character,
  )

/** Whether a value fits a pattern; linear memory and no backtracking explosion, whatever the pattern. */
export function matchesGlob(tokens: Token[], text: string): boolean {
  const value = [...text]
  let token = 0
  let at = 0
  let star = -1
  let resume = 0
  while (at < value.length) {
    if (tokens[token] === anyOne || tokens[token] === value[at]) {
      token++
      at++
    } else if (tokens[token] === anyRun) {
      star = token++
      resume = at
    } else if (star >= 0) {
      token = star + 1
      at = ++resume
    } else return false
  }
  while (tokens[token] === anyRun) token++
  return token === tokens.length
}

/**
 * Whether an ARN fits a pattern: part by part, except that a final `*` goes past the remaining colons.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesArn(pattern: Token[], arn: string): boolean {
  if (pattern.length === 1 && pattern[0] === anyRun) return true
  const patterns = splitTokens(pattern)
  if (patterns.length < 6 && patterns.at(-1)!.at(-1) !== anyRun) return false
  const parts = splitText(arn, patterns.length)
  return (
    parts.length === patterns.length && parts.every((part, i) => matchesGlob(patterns[i]!, part))
  )
}

function splitTokens(tokens: Token[]): Token[][] {
  const parts: Token[][] = [[]]
  for (const token of tokens)
    if (token === ':' && parts.length < 6) parts.push([])
    else parts.at(-1)!.push(token)
  return parts
}

function splitText(text: string, count: number): string[] {
  const parts = text.split(':')
  return [
    ...parts.slice(0, count - 1),
    ...(parts.length < count ? [] : [parts.slice(count - 1).join(':')]),
  ]
}
