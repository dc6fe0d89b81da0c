/** True if an input gives a member: its path leads through structures and the items of lists. */
export function gives(input: unknown, path: string[]): boolean {
  if (input === undefined || input === null) return false
  if (Array.isArray(input)) return input.some((item) => gives(item, path))
  const [name, ...rest] = path
  return name === undefined || gives((input as Record<string, unknown>)[name], rest)
}
