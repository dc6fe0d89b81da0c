import { type Extent, type Observer, track } from './tracked.ts'
import type { Change } from './change.ts'

/** The callbacks of an entry to its store. */
export interface EntryObserver {
  isFirstChange(array: object): boolean
  undoWith(step: () => void): void
  entryChanged(entry: Entry, path: unknown[], extent: Extent): void
}

/** The state of one service in one account and region. */
export class Entry implements Observer {
  readonly name: string
  readonly account: string
  readonly region: string
  /** True if it has ever been changed. */
  kept = false
  /** True if all members of the state's definition are there. */
  isComplete = false
  data: unknown
  #view: unknown
  readonly #store: EntryObserver

  constructor(store: EntryObserver, [name, account, region]: Change) {
    this.#store = store
    this.name = name
    this.account = account
    this.region = region
  }

  /** The state as services see it: each change of it is reported. */
  get view(): unknown {
    return (this.#view ??= track(this.data, this))
  }

  isFirstChange(array: object): boolean {
    return this.#store.isFirstChange(array)
  }

  undoWith(step: () => void): void {
    this.#store.undoWith(step)
  }

  changed(path: unknown[], extent: Extent): void {
    this.#store.entryChanged(this, path, extent)
  }

  /** Makes a change to be saved from the present content of a path. */
  changeAt(path: unknown[], extent: Extent): Change {
    const { name, account, region } = this
    const value = valueAt(this.data, path)
    if (value === undefined) return [name, account, region, path]
    if (extent === 'all' || !isPlain(value)) return [name, account, region, path, value]
    const isMap = ([, member]: [string, unknown]) => member instanceof Map
    const members = Object.entries(value)
    const own = Object.fromEntries(members.filter((member) => !isMap(member)))
    const maps = members.filter(isMap).map(([member]) => member)
    return [name, account, region, path, own, maps]
  }

  /** Applies a saved change; a change below a removed place is ignored. */
  apply([, , , path, value, maps = []]: Change): void {
    const before = valueAt(this.data, path) as Plain | undefined
    for (const member of maps) (value as Plain)[member] = before?.[member] ?? new Map()
    if (path.length === 0) this.data = value
    else put(valueAt(this.data, path.slice(0, -1)), path.at(-1), value)
    this.kept = true
  }

  /** Adds what is missing: all of a new state, and the members that are newer than a saved one. */
  complete(initial: unknown): void {
    this.isComplete = true
    if (this.data === undefined) this.data = initial
    else if (isPlain(this.data) && isPlain(initial))
      for (const [name, value] of Object.entries(initial))
        if (!Object.hasOwn(this.data, name)) (this.view as Plain)[name] = value
  }

  /** All of it, in pieces. */
  *pieces(): Generator<Change> {
    const { name, account, region } = this
    for (const [path, value] of piecesOf([], this.data)) yield [name, account, region, path, value]
  }
}

type Plain = Record<string, unknown>

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

function valueAt(data: unknown, path: unknown[]): unknown {
  let value = data
  for (const key of path)
    value =
      value instanceof Map ? value.get(key) : isPlain(value) ? value[key as string] : undefined
  return value
}

function put(holder: unknown, key: unknown, value: unknown): void {
  if (holder instanceof Map) {
    if (value === undefined) holder.delete(key)
    else holder.set(key, value)
  } else if (isPlain(holder)) {
    if (value === undefined) delete holder[key as string]
    else holder[key as string] = value
  }
}

/** A value without the members of its Maps, then these members one by one. */
export function* piecesOf(path: unknown[], value: unknown): Generator<[unknown[], unknown]> {
  if (value instanceof Map) {
    yield [path, new Map()]
    for (const [key, item] of value) yield* piecesOf([...path, key], item)
  } else if (isPlain(value)) {
    const maps = Object.entries(value).filter(([, member]) => member instanceof Map)
    const empty = Object.fromEntries(maps.map(([name]) => [name, new Map()]))
    yield [path, maps.length > 0 ? { ...value, ...empty } : value]
    for (const [name, map] of maps)
      for (const [key, item] of map as Map<unknown, unknown>)
        yield* piecesOf([...path, name, key], item)
  } else yield [path, value]
}
