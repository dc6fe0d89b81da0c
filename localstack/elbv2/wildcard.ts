/** A rule's pattern, where `*` stands for any characters and `?` for one. */
export function wildcard(pattern: string, { ignoreCase }: { ignoreCase: boolean }): RegExp {
  const source = pattern.replaceAll(/[*?]|[^*?]+/g, (part) =>
    part === '*' ? '.*' : part === '?' ? '.' : RegExp.escape(part),
  )
  return new RegExp(`^${source}$`, ignoreCase ? 'is' : 's')
}
