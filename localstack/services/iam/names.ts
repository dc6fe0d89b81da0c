import { defineRuntime } from '../../kernel/runtime.ts'
import type { Scope } from '../../kernel/scope.ts'

type Kind = 'role' | 'user' | 'group' | 'policy'

/** Names in lower case that are there or were: a new name is seldom among them, and then none has to be looked at. */
const seenNames = defineRuntime({
  per: 'account',
  initial: () => new Map<Kind, Set<string>>(),
})

/** True if `wanted` is among an account's names, ignoring case. If not, it is added. */
export function isTaken(
  scope: Scope,
  { kind, names, wanted }: { kind: Kind; names: IteratorObject<string>; wanted: string },
): boolean {
  const byKind = scope.runtime(seenNames)
  const lower = wanted.toLowerCase()
  const seen = byKind.get(kind)
  if (!seen) {
    const present = new Set(names.map((name) => name.toLowerCase()))
    byKind.set(kind, new Set([...present, lower]))
    return present.has(lower)
  }
  if (seen.has(lower)) return names.some((name) => name.toLowerCase() === lower)
  seen.add(lower)
  return false
}
