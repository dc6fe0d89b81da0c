import type { Change } from './change.ts'
import { findDefinition } from './define-state.ts'
import { piecesOf } from './entry.ts'
import type { Store } from './store.ts'

/** All state that can be taken to another emulator, in pieces. */
export function* portable(store: Store, withSecrets: boolean): Generator<Change> {
  for (const { name, account, region } of store.entries()) {
    const definition = findDefinition(name)
    if (!definition || definition.staysHere) continue
    const state = store.read(definition, account, region)
    const shown = withSecrets ? state : (definition.withoutSecrets?.(state) ?? state)
    for (const [path, value] of piecesOf([], shown)) yield [name, account, region, path, value]
  }
}
