/** Whether there is `wanted` among the names, in upper or lower case. */
export function isTaken(names: Iterable<string>, wanted: string): boolean {
  const lower = wanted.toLowerCase()
  for (const name of names)
    if (name.length === lower.length && name.toLowerCase() === lower) return true
  return false
}
