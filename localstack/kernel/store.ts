import type { Log } from './log.ts'
import { Entry, type EntryObserver } from './entry.ts'
import { findDefinition, type StateDefinition } from './define-state.ts'
import { Places } from './places.ts'
import { StateFiles } from './state-files.ts'
import type { Extent } from './tracked.ts'
import type { Change } from './change.ts'

type Entries = Map<string, Places<Entry>>

interface Unsaved {
  entry: Entry
  path: unknown[]
  extent: Extent
}

/** The number of unchanged entries that are kept. */
const mostUnchanged = 200

/** The delay after a failed save, in ms. */
const retryAfter = 1000

/** All data of the emulator, by state, account and region. With a folder (PERSISTENCE=1) each change is saved there. */
export class Store implements EntryObserver {
  #entries: Entries = new Map()
  readonly #files: StateFiles | undefined
  readonly #log: Log
  readonly #resetListeners: (() => void)[] = []
  readonly #undoListeners: (() => void)[] = []
  /** The unsaved changes, by entry and path. */
  #unsaved = new Map<string, Unsaved>()
  #effects: (() => void)[] = []
  /** The inverse of each change of the transaction that is running. */
  #undo: (() => void)[] | undefined
  /** The arrays that it has changed. */
  readonly #changedArrays = new Set<object>()
  /** Entries that have not been changed yet. */
  #fresh: Entry[] = []
  #fault: string | undefined
  #retry: NodeJS.Timeout | undefined

  constructor(log: Log, dataDir?: string) {
    this.#log = log
    if (dataDir === undefined) return
    const apply = (change: Change) => this.#entryOf(change).apply(change)
    this.#files = new StateFiles(dataDir, { apply, log })
  }

  /** The reason for which changes cannot be saved at the moment. */
  get fault(): string | undefined {
    return this.#fault
  }

  /** The state, as a view that reports each change. */
  get<T>(definition: StateDefinition<T>, account: string, region: string): T {
    return this.#entry(definition, account, region).view as T
  }

  /** The state itself, for what changes nothing: it is read several times as fast as a view. */
  read<T>(definition: StateDefinition<T>, account: string, region: string): T {
    return this.#entry(definition, account, region).data as T
  }

  #entry<T>({ name, per, initial }: StateDefinition<T>, account: string, region: string): Entry {
    const ofAccount = per === 'emulator' ? '' : account
    const ofRegion = per === 'account' || per === 'emulator' ? '' : region
    let places = this.#entries.get(name)
    if (!places) this.#entries.set(name, (places = new Places<Entry>()))
    let entry = places.get(ofAccount, ofRegion)
    if (!entry) {
      entry = new Entry(this, [name, ofAccount, ofRegion, []])
      places.set(ofAccount, ofRegion, entry)
      this.#remember(entry)
    }
    if (!entry.isComplete) entry.complete(initial({ account, region }))
    return entry
  }

  /** Every account and region that has such a state. */
  *all<T>(
    definition: StateDefinition<T>,
  ): Generator<{ account: string; region: string; state: T }> {
    for (const { account, region } of this.#entries.get(definition.name)?.values() ?? [])
      yield { account, region, state: this.get(definition, account, region) }
  }

  /**
   * Runs a change and saves it; when either throws, what it has changed is undone. What an asynchronous change does
   * after its first `await` is saved when it resolves, and is not undone.
   */
  transaction<T>(change: () => T): T {
    if (this.#undo) return change()
    const unsaved = new Map(this.#unsaved)
    const effects = this.#effects.length
    this.#undo = []
    let result: T
    try {
      result = change()
      this.#write()
    } catch (error) {
      const steps = this.#undo.toReversed()
      for (const step of steps) step()
      this.#unsaved = unsaved
      this.#effects.length = effects
      this.#undo = undefined
      if (steps.length > 0) for (const callback of this.#undoListeners) callback()
      throw error
    } finally {
      this.#undo = undefined
      this.#changedArrays.clear()
    }
    this.#runEffects()
    if (!(result instanceof Promise)) return result
    return result.then((value: unknown) => this.transaction(() => value)) as T
  }

  /** As {@link transaction}; resolves when the change would also survive a power failure. */
  async commit<T>(change: () => T): Promise<Awaited<T>> {
    const result = await this.transaction(change)
    await this.#files?.sync()
    return result
  }

  /** Saves what work in the background has changed, now or with the running transaction; what fails is saved later. */
  save(): void {
    if (this.#undo) return
    try {
      this.#write()
      this.#runEffects()
    } catch (error) {
      this.#log('store', (error as Error).message)
    }
  }

  /** Runs an effect, such as the removal of files, once the changes made before it are saved. */
  afterCommit(effect: () => void): void {
    this.#effects.push(effect)
  }

  /** Calls back after changes were undone, so that live objects can follow the data again. */
  onUndo(callback: () => void): void {
    this.#undoListeners.push(callback)
  }

  /** Calls back before a reset. */
  onReset(callback: () => void): void {
    this.#resetListeners.push(callback)
  }

  /** Removes all state (`POST /_localstack/state/reset`). */
  reset(): void {
    this.#files?.replace([])
    for (const callback of this.#resetListeners) callback()
    this.#entries.clear()
    this.#unsaved.clear()
    this.#effects = []
  }

  /** All that was ever changed. */
  *entries(): Generator<Entry> {
    for (const places of this.#entries.values())
      for (const entry of places.values()) if (entry.kept) yield entry
  }

  /** Puts other state in the place of all that does not stay here. Changes nothing if that is not possible. */
  replace(changes: Change[]): void {
    const staysHere = ([name]: Change) => findDefinition(name)?.staysHere
    const all = [...this.#pieces().filter(staysHere), ...changes]
    const entries: Entries = new Map()
    for (const change of all) this.#entryOf(change, entries).apply(change)
    this.#files?.replace(all)
    this.#entries = entries
    this.#fresh = []
    this.#unsaved.clear()
    this.#effects = []
  }

  /** Forgets the callbacks of what has ended. */
  forgetListeners(): void {
    for (const listeners of [this.#resetListeners, this.#undoListeners]) listeners.length = 0
  }

  async close(): Promise<void> {
    clearTimeout(this.#retry)
    this.save()
    await this.#files?.close()
  }

  isFirstChange(array: object): boolean {
    if (!this.#undo || this.#changedArrays.has(array)) return false
    this.#changedArrays.add(array)
    return true
  }

  undoWith(step: () => void): void {
    this.#undo?.push(step)
  }

  entryChanged(entry: Entry, path: unknown[], extent: Extent): void {
    const { name, account, region } = entry
    const places = this.#entries.get(name)
    const present = places?.get(account, region)
    if (!present?.kept && !entry.kept) places?.set(account, region, entry)
    else if (present !== entry) return
    const isFirst = !entry.kept
    if (isFirst) this.#undo?.push(() => (entry.kept = false))
    entry.kept = true
    if (!this.#files) return
    const saved = isFirst ? [] : path
    const key = keyOf(entry, saved)
    const isAll = isFirst || extent === 'all' || this.#unsaved.get(key)?.extent === 'all'
    this.#unsaved.set(key, { entry, path: saved, extent: isAll ? 'all' : 'own members' })
  }

  #entryOf([name, account, region]: Change, entries = this.#entries): Entry {
    let places = entries.get(name)
    if (!places) entries.set(name, (places = new Places<Entry>()))
    let entry = places.get(account, region)
    if (!entry) places.set(account, region, (entry = new Entry(this, [name, account, region, []])))
    return entry
  }

  #write(): void {
    if (this.#files && this.#unsaved.size > 0)
      try {
        this.#files.append([...this.#changes()])
      } catch (error) {
        throw this.#failed(error as Error)
      }
    this.#unsaved.clear()
    if (this.#files?.isSnapshotDue) this.#writeSnapshot(this.#files)
  }

  /** Leaves out changes that are saved with one above them. */
  *#changes(): Generator<Change> {
    for (const { entry, path, extent } of this.#unsaved.values()) {
      const isWithin = path.some(
        (_, length) => this.#unsaved.get(keyOf(entry, path.slice(0, length)))?.extent === 'all',
      )
      if (!isWithin) yield entry.changeAt(path, extent)
    }
  }

  #writeSnapshot(files: StateFiles): void {
    files.writeSnapshot(this.#pieces()).catch((error: Error) => {
      this.#log('store', `no snapshot of the state could be written: ${error.message}`)
    })
  }

  *#pieces(): Generator<Change> {
    for (const entry of this.entries()) yield* entry.pieces()
  }

  /** Tries again and again until saving works, since a full disk does not stay full. */
  #failed({ message }: Error): Error {
    const sentence = `The state cannot be saved: ${message}.`
    if (!this.#fault)
      this.#log('store', `${sentence} Calls that change something fail until it can.`)
    this.#fault = sentence
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.#tryAgain(), retryAfter).unref()
    return new Error(sentence)
  }

  #tryAgain(): void {
    try {
      if (this.#unsaved.size === 0) this.#files?.append([])
      this.#write()
    } catch (error) {
      this.#failed(error as Error)
      return
    }
    this.#fault = undefined
    this.#log('store', 'The state is saved again.')
    this.#runEffects()
  }

  #runEffects(): void {
    const effects = this.#effects
    this.#effects = []
    for (const effect of effects)
      try {
        effect()
      } catch (error) {
        this.#log('store', (error as Error).message)
      }
  }

  /** Removes the oldest unchanged entry if there are many. */
  #remember(entry: Entry): void {
    this.#fresh = this.#fresh.filter(({ kept }) => !kept)
    this.#fresh.push(entry)
    if (this.#fresh.length <= mostUnchanged) return
    const { name, account, region } = this.#fresh.shift()!
    this.#entries.get(name)?.delete(account, region)
  }
}

const keyOf = ({ name, account, region }: Entry, path: unknown[]) =>
  JSON.stringify([name, account, region, ...path])
