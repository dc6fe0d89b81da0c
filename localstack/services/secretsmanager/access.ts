import { defineRuntime } from '../../kernel/runtime.ts'
import type { Scope } from '../../kernel/scope.ts'

const day = 24 * 60 * 60 * 1000

/** The days on which values were read, by secret and version. They are not saved, so that a read changes nothing. */
const accesses = defineRuntime<Map<string, Map<string, Date>>>({
  per: 'emulator',
  initial: () => new Map(),
})

/** Remembers that the value of a version was read today. */
export function recordAccess(scope: Scope, secretArn: string, versionId: string): void {
  const known = scope.runtime(accesses)
  const ofSecret = known.get(secretArn) ?? new Map<string, Date>()
  known.set(secretArn, ofSecret)
  ofSecret.set(versionId, new Date(Math.floor(scope.clock.now().getTime() / day) * day))
}

/** The day of the last read of a secret, or of one of its versions. */
export function lastAccess(scope: Scope, secretArn: string, versionId?: string): Date | undefined {
  const ofSecret = scope.runtime(accesses).get(secretArn)
  if (versionId !== undefined) return ofSecret?.get(versionId)
  return [...(ofSecret?.values() ?? [])].toSorted((a, b) => a.getTime() - b.getTime()).at(-1)
}
