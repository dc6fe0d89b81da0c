/** One element of a compiled pattern: a literal character, `?` or `*`. */
export type Token = string | typeof anyOne | typeof anyRun

export const anyOne = Symbol('?')
export const anyRun = Symbol('*')

/** Compiles a pattern in which `*` stands for any run of characters and `?` for one. */
export const wildcardOf = (pattern: string): Token[] =>
  [...pattern].map((character) =>
    character === '*' ? anyRun : character === '?' ? anyOne : character,
  )

/** Compiles a pattern in which `*` alone is special. */
export const starsOf = (pattern: string): Token[] =>
  [...pattern].map((character) => (character === '*' ? anyRun : character))

/** Matches a whole value against a pattern. Only the last `*` is extended, so that the time stays polynomial. */
export function matchesWildcard(tokens: Token[], text: string): boolean {
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
