type Value = string | undefined

/**
 * What the emulator has acknowledged: the values that each key may have, undefined where it may be absent. A call
 * that is cut off leaves both the value before it and the one after it possible.
 */
export class Ledger {
  readonly #allowed = new Map<string, Value[]>()

  /** The keys that begin with `prefix` and may be present. */
  keys(prefix: string): string[] {
    return [...this.#allowed]
      .filter(([key, values]) => key.startsWith(prefix) && values.some(Boolean))
      .map(([key]) => key)
  }

  /** The value of a key that no call was cut off for since the last {@link check}. */
  value(key: string): Value {
    return this.#allowed.get(key)?.[0]
  }

  /** Makes a call that gives these keys these values. */
  async change<T>(values: Record<string, Value>, call: () => Promise<T>): Promise<T> {
    for (const [key, value] of Object.entries(values))
      this.#allowed.set(key, [...(this.#allowed.get(key) ?? [undefined]), value])
    const result = await call()
    for (const [key, value] of Object.entries(values)) this.#allowed.set(key, [value])
    return result
  }

  /** Compares what is there with what may be, below `prefix`, and goes on from there. Returns what differs. */
  check(prefix: string, found: Map<string, string>): string[] {
    const known = [...this.#allowed.keys()].filter((key) => key.startsWith(prefix))
    const faults: string[] = []
    for (const key of new Set([...known, ...found.keys()])) {
      const allowed = this.#allowed.get(key) ?? [undefined]
      const value = found.get(key)
      if (!allowed.includes(value))
        faults.push(`${key} is ${value}, and was acknowledged as ${allowed.join(' or ')}`)
      this.#allowed.set(key, [value])
    }
    return faults
  }
}
