/** A pattern of IAM: `*` for any text, `?` for one character. */
export function globOf(pattern: string): RegExp {
  const source = [...pattern].map((character) =>
    character === '*' ? '.*' : character === '?' ? '.' : RegExp.escape(character),
  )
  return new RegExp(`^${source.join('').replaceAll(/(\.\*)+/g, '.*')}$`, 'su')
}
