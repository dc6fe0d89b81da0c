import { type Model, type Shape, shapeOf } from '../../localstack/wire/model.ts'
import { validate } from '../../localstack/wire/validate.ts'
import { hints, names, plain } from './hints.ts'
import type { Pool } from './pool.ts'
import type { Random } from './random.ts'

const deepest = 6

/** Members that name what a call is about; where the model requires none, the service often does. */
const identifying = /(arn|id|name|cluster|service)s?$/i

/** Makes inputs of one model's shapes: what the model allows, at its limits at times, and with values that exist. */
export class InputMaker {
  readonly #model: Model
  readonly #pool: Pool
  readonly #random: Random

  constructor(model: Model, pool: Pool, random: Random) {
    this.#model = model
    this.#pool = pool
    this.#random = random
  }

  /** An input with some of the optional members. */
  make(shapeName: string): Record<string, unknown> {
    return this.#structure(shapeOf(this.#model, shapeName), 0)
  }

  /** An input with the required members alone. */
  least(shapeName: string): Record<string, unknown> {
    return this.#structure(shapeOf(this.#model, shapeName), deepest)
  }

  #structure(shape: Shape, depth: number): Record<string, unknown> {
    const required = new Set(shape.required)
    const optional = (name: string) => (depth === 0 && identifying.test(name) ? 0.5 : 0.15)
    const members = Object.entries(shape.members ?? {}).filter(
      ([name]) => required.has(name) || (depth < deepest && this.#random.chance(optional(name))),
    )
    return Object.fromEntries(
      members.map(([name, member]) => [name, this.#value(member.shape, name, depth + 1)]),
    )
  }

  #value(shapeName: string, key: string, depth: number): unknown {
    const shape = shapeOf(this.#model, shapeName)
    const random = this.#random
    switch (shape.type) {
      case 'structure':
        return this.#structure(shape, depth)
      case 'list':
        return Array.from({ length: this.#count(shape) }, () =>
          this.#value(shape.member!.shape, key, depth + 1),
        )
      case 'map':
        return Object.fromEntries(
          Array.from({ length: this.#count(shape) }, () => [
            this.#text(shape.key!.shape, `${key}.key`),
            this.#value(shape.value!.shape, key, depth + 1),
          ]),
        )
      case 'boolean':
        return random.chance(0.5)
      case 'timestamp':
        return Math.floor(Date.now() / 1000) - random.below(1000)
      case 'blob':
        return Buffer.alloc(Math.min(this.#atLimit(shape) ?? 3, 2 ** 20), 'b').toString('base64')
      case 'string':
        return this.#text(shapeName, key)
      default:
        return this.#atLimit(shape) ?? (shape.min ?? 0) + random.below(10)
    }
  }

  #count({ min = 1, max = 3 }: Shape): number {
    const random = this.#random
    if (random.chance(0.02)) return random.pick([0, Math.min(max, 100)])
    return min + random.below(Math.min(max - min, 2) + 1)
  }

  #text(shapeName: string, key: string): string {
    const random = this.#random
    const shape = shapeOf(this.#model, shapeName)
    if (shape.enum) return random.pick(shape.enum)
    const limit = this.#atLimit(shape)
    if (limit !== undefined) return 'a'.repeat(Math.min(limit, 100_000))
    const known = random.chance(0.7) ? this.#pool.find(key) : undefined
    if (known !== undefined) return known
    const chosen = random.pick(hints.get(key.toLowerCase()) ?? (random.chance(0.7) ? names : plain))
    const fits = (text: string) => validate(this.#model, shapeName, text).length === 0
    if (fits(chosen)) return chosen
    return plain.find(fits) ?? 'a'.repeat(shape.min ?? 1)
  }

  /** At times, a length or number that is the least or the most allowed, or just outside. */
  #atLimit({ min = 0, max = min }: Shape): number | undefined {
    if (!this.#random.chance(0.03)) return undefined
    return Math.max(0, this.#random.pick([min - 1, min, max, max + 1]))
  }
}
