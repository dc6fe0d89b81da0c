import { type Per, Places } from './places.ts'

/** Names live objects of a service: timers, sockets, caches, callbacks. They end with the process. */
export interface RuntimeDefinition<T> {
  per?: Per
  initial(): T
}

/** Declares a service's live objects. */
export const defineRuntime = <T>(definition: RuntimeDefinition<T>): RuntimeDefinition<T> =>
  definition

/** The live objects of an emulator. */
export class Runtime {
  readonly #objects = new Map<RuntimeDefinition<unknown>, Places<unknown>>()

  get<T>(definition: RuntimeDefinition<T>, account: string, region: string): T {
    const { per } = definition
    const ofAccount = per === 'emulator' ? '' : account
    const ofRegion = per === 'account' || per === 'emulator' ? '' : region
    let places = this.#objects.get(definition)
    if (!places) this.#objects.set(definition, (places = new Places<unknown>()))
    let object = places.get(ofAccount, ofRegion)
    if (object === undefined) places.set(ofAccount, ofRegion, (object = definition.initial()))
    return object as T
  }

  /** Those of every account and region. */
  all<T>(definition: RuntimeDefinition<T>): T[] {
    return [...(this.#objects.get(definition)?.values() ?? [])] as T[]
  }

  /** Removes all of them. */
  clear(): void {
    this.#objects.clear()
  }
}
