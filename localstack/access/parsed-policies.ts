import { defineRuntime } from '../kernel/runtime.ts'
import type { Scope } from '../kernel/scope.ts'
import { parsePolicy, type PolicyDocument } from './policy.ts'

/** Policies by their text: the same few decide on every call. */
const documents = defineRuntime({
  per: 'emulator',
  initial: () => new Map<string, PolicyDocument>(),
})

const mostKept = 2000

/** Parses a policy once. */
export function parseOnce(scope: Scope, text: string): PolicyDocument {
  const known = scope.runtime(documents)
  const found = known.get(text)
  if (found) return found
  if (known.size >= mostKept) known.clear()
  const document = parsePolicy(text)
  known.set(text, document)
  return document
}
