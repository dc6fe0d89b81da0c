import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'

/** Names a piece of a service's state and how it starts; plain data only (objects, arrays, Map, Set, Date). */
export interface StateDefinition<T> {
  name: string
  /** `region` (default), `account` for global services such as IAM, `emulator` for what all accounts share. */
  per?: 'region' | 'account' | 'emulator'
  /** `false` for what must not outlive the process. */
  persisted?: boolean
  initial(where: { account: string; region: string }): T
}

/** Declares a service's state. */
export const defineState = <T>(definition: StateDefinition<T>): StateDefinition<T> => definition

interface Entry {
  value: unknown
  persisted: boolean
}

/** Everything the emulator knows, by state, account and region; written to `file` when one is given (PERSISTENCE=1). */
export class Store {
  readonly #file: string | undefined
  /** By state, account and region. */
  readonly #entries = new Map<string, Map<string, Map<string, Entry>>>()
  readonly #resetListeners: (() => void)[] = []
  #written: Buffer | undefined

  constructor(file?: string) {
    this.#file = file
    if (file) this.#load(file)
  }

  get<T>(definition: StateDefinition<T>, account: string, region: string): T {
    const { name, per } = definition
    const entries = this.#entriesOf(name, per === 'emulator' ? '' : account)
    const place = per === 'account' || per === 'emulator' ? '' : region
    let entry = entries.get(place)
    if (!entry) {
      entry = {
        value: definition.initial({ account, region }),
        persisted: definition.persisted !== false,
      }
      entries.set(place, entry)
    }
    return entry.value as T
  }

  #entriesOf(name: string, account: string): Map<string, Entry> {
    let accounts = this.#entries.get(name)
    if (!accounts) this.#entries.set(name, (accounts = new Map()))
    let entries = accounts.get(account)
    if (!entries) accounts.set(account, (entries = new Map()))
    return entries
  }

  /** Every account and region in which `definition` has been used, with its state there. */
  *all<T>({ name }: StateDefinition<T>): Generator<{ account: string; region: string; state: T }> {
    for (const [account, entries] of this.#entries.get(name) ?? [])
      for (const [region, { value }] of entries) yield { account, region, state: value as T }
  }

  /** Writes what changed since the last save, so that an acknowledged call survives `kill -9`. */
  save(): void {
    if (!this.#file) return
    const bytes = serialize(this.#persisted())
    if (this.#written?.equals(bytes)) return
    mkdirSync(dirname(this.#file), { recursive: true })
    const next = join(dirname(this.#file), `.${process.pid}.next`)
    writeFileSync(next, bytes, { mode: 0o600 })
    renameSync(next, this.#file)
    this.#written = bytes
  }

  /** The values to write, by their state, account and region in one key. */
  #persisted(): Map<string, unknown> {
    const values = new Map<string, unknown>()
    for (const [name, accounts] of this.#entries)
      for (const [account, entries] of accounts)
        for (const [region, { value, persisted }] of entries)
          if (persisted) values.set(`${name}|${account}|${region}`, value)
    return values
  }

  /** Calls back before everything is forgotten, so that what runs outside the store (ports, containers) can end. */
  onReset(callback: () => void): void {
    this.#resetListeners.push(callback)
  }

  /** Forgets everything (`POST /_localstack/state/reset`). */
  reset(): void {
    for (const callback of this.#resetListeners) callback()
    this.#entries.clear()
    this.save()
  }

  #load(file: string): void {
    let bytes: Buffer
    try {
      bytes = readFileSync(file)
    } catch {
      return
    }
    for (const [key, value] of deserialize(bytes) as Map<string, unknown>) {
      const [name = '', account = '', region = ''] = key.split('|')
      this.#entriesOf(name, account).set(region, { value, persisted: true })
    }
    this.#written = bytes
  }
}
