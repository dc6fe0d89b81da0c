const patterns = new Map<string, RegExp>()

/** A rule's pattern, where `*` stands for any characters and `?` for one. Compiled once: rules are asked on each request. */
export function wildcard(pattern: string, { ignoreCase }: { ignoreCase: boolean }): RegExp {
  const key = `${ignoreCase ? 'i' : ''} ${pattern}`
  let compiled = patterns.get(key)
  if (!compiled) {
    const source = pattern.replaceAll(/[*?]|[^*?]+/g, (part) =>
      part === '*' ? '.*' : part === '?' ? '.' : RegExp.escape(part),
    )
    compiled = new RegExp(`^${source}$`, ignoreCase ? 'is' : 's')
    patterns.set(key, compiled)
  }
  return compiled
}
