import type { Random } from './random.ts'

const perKey = 40
const longest = 4096

/** Names, ARNs and ids that answers and accepted requests contained, so that later requests name what exists. */
export class Pool {
  readonly #values = new Map<string, string[]>()
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  clear(): void {
    this.#values.clear()
  }

  /** Takes every text and number out of an answer's JSON, or out of the elements of its XML. */
  learn(body: string): void {
    try {
      this.#walk('', JSON.parse(body))
    } catch {
      for (const [, key, text] of body.matchAll(/<(\w+)>([^<]+)</g)) this.#add(key!, text!)
    }
  }

  /** A value seen under this name, or else under a name of the same resource (`cluster`, `clusterArns`). */
  find(key: string): string | undefined {
    const values =
      (this.#random.chance(0.9) && this.#values.get(exact(key))) || this.#values.get(resource(key))
    return values && this.#random.pick(values)
  }

  #walk(key: string, value: unknown): void {
    if (typeof value === 'string' || typeof value === 'number') this.#add(key, String(value))
    else if (Array.isArray(value)) for (const item of value.slice(0, 10)) this.#walk(key, item)
    else if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) this.#walk(name, member)
  }

  #add(key: string, text: string): void {
    if (key === '' || text.length > longest) return
    const keys = new Set([exact(key), resource(key)])
    if (/^arn:|^[a-z]+-[0-9a-f]{17}$/.test(text)) keys.add('resource')
    for (const name of keys) {
      const values = this.#values.get(name) ?? []
      this.#values.set(name, values)
      if (values.includes(text)) continue
      if (values.length < perKey) values.push(text)
      else values[this.#random.below(perKey)] = text
    }
  }
}

const exact = (key: string) => key.toLowerCase().replace(/s$/, '')
const resource = (key: string) => exact(key).replace(/(?<=.)(arn|name|id|identifier)$/, '')
