import type { Per } from './places.ts'

/** Names a piece of a service's state and how it starts: plain data (objects, arrays, Map, Set, Date, bytes). */
export interface StateDefinition<T> {
  name: string
  per?: Per
  /** The same each time for the same place: what is never changed is not kept. */
  initial(place: { account: string; region: string }): T
  /** It belongs to the emulator on this machine: a saved state neither has nor replaces it. */
  staysHere?: true
  /** A copy without the values that a saved state must not have in clear. */
  withoutSecrets?(state: T): T
}

const definitions = new Map<string, StateDefinition<unknown>>()

/** Declares a service's state. */
export function defineState<T>(definition: StateDefinition<T>): StateDefinition<T> {
  definitions.set(definition.name, definition as StateDefinition<unknown>)
  return definition
}

export const findDefinition = (name: string): StateDefinition<unknown> | undefined =>
  definitions.get(name)
