/** The extent of a change at a path: all of its content, or the members of an object that are not Maps. */
export type Extent = 'all' | 'own members'

/** Receives what happens to tracked data. */
export interface Observer {
  /** Something below `path` has changed; the path leads from the tracked root to what is to be saved. */
  changed(path: unknown[], extent: Extent): void
  /** True for the first change of `array` in a transaction. */
  isFirstChange(array: object): boolean
  /** Adds the inverse of a change that is about to be made. */
  undoWith(step: () => void): void
}

/**
 * Gives a view of plain data (objects, arrays, Map, Set; Dates and bytes count as values) that reports each change.
 * What is reported is as small as paths can be kept stable: the members of the root and of each Map that is reached
 * without passing an array or a Set. Values read from the view are views too, the same one each time.
 */
export function track<T>(root: T, observer: Observer): T {
  return isTrackable(root)
    ? (viewOf(root, new Place(observer, undefined, undefined, root)) as T)
    : root
}

/** The data behind a view; anything else as it is, with the views inside of it replaced by their data. */
export function untracked<T>(value: T): T {
  if (!isTrackable(value)) return value
  const data = dataBehind.get(value)
  if (data) return data as T
  for (const [key, item] of membersOf(value)) {
    const plain = untracked(item)
    if (plain === item) continue
    if (value instanceof Map) value.set(key, plain)
    else Object.assign(value, { [key as string]: plain })
  }
  return value
}

/** The identity of a piece of data, the same for a view of it. */
export const identityOf = (value: object): object => dataBehind.get(value) ?? value

function membersOf(value: object): Iterable<[unknown, unknown]> {
  if (value instanceof Set) return []
  return value instanceof Map ? value : Object.entries(value)
}

const dataBehind = new WeakMap<object, object>()
const views = new WeakMap<object, { place: Place; view: object }>()

function isTrackable(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Date) &&
    !ArrayBuffer.isView(value)
  )
}

/** The place of a piece of data. */
class Place {
  readonly observer: Observer
  readonly #parent: Place | undefined
  readonly #key: unknown
  /** True if the members are saved each on its own. */
  readonly #keyed: boolean
  /** True if members have no stable path: those of arrays and Sets, and all below. */
  readonly #loose: boolean

  constructor(observer: Observer, parent: Place | undefined, key: unknown, data: object) {
    this.observer = observer
    this.#parent = parent
    this.#key = key
    this.#loose =
      (parent !== undefined && parent.#loose) || Array.isArray(data) || data instanceof Set
    this.#keyed = !this.#loose && (parent === undefined || data instanceof Map)
  }

  isMember(parent: Place, key: unknown): boolean {
    return this.#parent === parent && (parent.#loose || this.#key === key)
  }

  /** A member of this piece of data was set or removed. */
  changed(key: unknown, extent: Extent = 'own members'): void {
    if (this.#keyed) this.observer.changed([...this.#path(), key], 'all')
    else this.#changedWithin(extent)
  }

  #changedWithin(extent: Extent): void {
    if (!this.#parent) this.observer.changed([], 'all')
    else if (this.#parent.#keyed)
      this.observer.changed([...this.#parent.#path(), this.#key], extent)
    else this.#parent.#changedWithin('own members')
  }

  #path(): unknown[] {
    return this.#parent ? [...this.#parent.#path(), this.#key] : []
  }
}

function viewOf(data: object, place: Place): object {
  const view = new Proxy(
    data,
    data instanceof Map
      ? new MapHandler(place)
      : data instanceof Set
        ? new SetHandler(place)
        : new ObjectHandler(place),
  )
  views.set(data, { place, view })
  dataBehind.set(view, data)
  return view
}

function member(value: unknown, place: Place, key: unknown): unknown {
  if (!isTrackable(value)) return value
  const known = views.get(value)
  if (known?.place.isMember(place, key)) return known.view
  return viewOf(value, new Place(place.observer, place, key, value))
}

type Plain = Record<string | symbol, unknown>

class ObjectHandler implements ProxyHandler<object> {
  readonly #place: Place

  constructor(place: Place) {
    this.#place = place
  }

  get(target: object, key: string | symbol): unknown {
    return member((target as Plain)[key], this.#place, key)
  }

  set(target: object, key: string | symbol, value: unknown): boolean {
    const data = target as Plain
    const next = untracked(value)
    const had = Object.hasOwn(data, key)
    if (had && Object.is(data[key], next)) return true
    this.#keepForUndo(data, key, had)
    const extent = extentOf(data[key], next)
    data[key] = next
    this.#place.changed(key, extent)
    return true
  }

  deleteProperty(target: object, key: string | symbol): boolean {
    const data = target as Plain
    if (!Object.hasOwn(data, key)) return true
    this.#keepForUndo(data, key, true)
    const extent = extentOf(data[key])
    delete data[key]
    this.#place.changed(key, extent)
    return true
  }

  /** An array is restored as a whole: its length changes with its members. */
  #keepForUndo(data: Plain, key: string | symbol, had: boolean): void {
    const { observer } = this.#place
    if (Array.isArray(data)) {
      if (!observer.isFirstChange(data)) return
      const before = [...(data as unknown[])]
      return observer.undoWith(() => data.splice(0, data.length, ...before))
    }
    const before = data[key]
    observer.undoWith(() => (had ? (data[key] = before) : delete data[key]))
  }
}

const extentOf = (...values: unknown[]): Extent =>
  values.some((value) => value instanceof Map) ? 'all' : 'own members'

type Methods = Record<string | symbol, unknown>

/** Map and Set keep their members where no trap of a Proxy sees them, so their methods are replaced. */
abstract class CollectionHandler<
  C extends Map<unknown, unknown> | Set<unknown>,
> implements ProxyHandler<C> {
  protected readonly place: Place
  #methods: Methods | undefined

  constructor(place: Place) {
    this.place = place
  }

  get(target: C, key: string | symbol, view: C): unknown {
    if (key === 'size') return target.size
    this.#methods ??= this.methods(target, view)
    return this.#methods[key] ?? Reflect.get(target, key)
  }

  protected abstract methods(target: C, view: C): Methods
}

class MapHandler extends CollectionHandler<Map<unknown, unknown>> {
  protected methods(map: Map<unknown, unknown>, view: Map<unknown, unknown>): Methods {
    const { place } = this
    const at = (key: unknown) => member(map.get(key), place, key)
    function* entries(): Generator<[unknown, unknown]> {
      for (const [key, value] of map) yield [key, member(value, place, key)]
    }
    function* values() {
      for (const [key, value] of map) yield member(value, place, key)
    }
    const remove = (key: unknown) => {
      if (!map.has(key)) return false
      const before = map.get(key)
      place.observer.undoWith(() => map.set(key, before))
      map.delete(key)
      place.changed(key)
      return true
    }
    return {
      get: at,
      has: (key: unknown) => map.has(key),
      keys: () => map.keys(),
      values,
      entries,
      [Symbol.iterator]: entries,
      forEach: (visit: (value: unknown, key: unknown, of: unknown) => void) => {
        for (const [key, value] of entries()) visit(value, key, view)
      },
      set: (key: unknown, value: unknown) => {
        const next = untracked(value)
        const had = map.has(key)
        const before = map.get(key)
        if (had && Object.is(before, next)) return view
        place.observer.undoWith(() => (had ? map.set(key, before) : map.delete(key)))
        map.set(key, next)
        place.changed(key)
        return view
      },
      delete: remove,
      clear: () => [...map.keys()].forEach(remove),
    }
  }
}

/** Members of a Set are values: strings and numbers. */
class SetHandler extends CollectionHandler<Set<unknown>> {
  protected methods(set: Set<unknown>, view: Set<unknown>): Methods {
    const { place } = this
    const remove = (item: unknown) => {
      if (!set.has(item)) return false
      place.observer.undoWith(() => set.add(item))
      set.delete(item)
      place.changed(item)
      return true
    }
    return {
      has: (item: unknown) => set.has(item),
      keys: () => set.keys(),
      values: () => set.values(),
      entries: () => set.entries(),
      [Symbol.iterator]: () => set.values(),
      forEach: (visit: (item: unknown, key: unknown, of: unknown) => void) =>
        set.forEach((item) => visit(item, item, view)),
      add: (item: unknown) => {
        if (set.has(item)) return view
        place.observer.undoWith(() => set.delete(item))
        set.add(item)
        place.changed(item)
        return view
      },
      delete: remove,
      clear: () => [...set].forEach(remove),
    }
  }
}
