import { type Model, type Shape, shapeOf } from '../../../../localstack/wire/model.ts'
import { patternOf } from '../../../../localstack/wire/pattern.ts'
import type { Pool } from './pool.ts'
import { worstValues } from './values.ts'

export interface WorstInput {
  /** The member that has the worst value. */
  path: string
  input: unknown
}

interface Place {
  path: string
  name: string
  /** How many structures, lists and maps surround the value. Far inside, only the worst values are sent. */
  within: number
  base: unknown
  wrap(value: unknown): unknown
}

/** Makes inputs of one service: valid where possible, or with the worst value in one member at any depth. */
export class InputMaker {
  readonly #model: Model
  readonly #pool: Pool
  /** The structures inside of inputs: what several operations take is sent to the first of them. */
  readonly #sent = new Set<string>()

  constructor(model: Model, pool: Pool) {
    this.#model = model
    this.#pool = pool
  }

  /** A value that is as valid as the model and the pool can make it. */
  valid(shapeName: string, name: string): unknown {
    const shape = shapeOf(this.#model, shapeName)
    switch (shape.type) {
      case 'structure':
        return this.#structure(shapeName, shape)
      case 'list':
        return [this.valid(shape.member!.shape, name.replace(/s$/, ''))]
      case 'map':
        return { key: this.valid(shape.value!.shape, name) }
      case 'string':
        return this.#text(shape, name)
      case 'boolean':
        return false
      case 'timestamp':
        return Math.floor(Date.now() / 1000)
      case 'blob':
        return 'AAAA'
      default:
        return shape.min ?? 1
    }
  }

  /** The valid input with each member in turn replaced by each of the worst values. */
  *worst(shapeName: string, base: unknown): Generator<WorstInput> {
    yield* this.#within(shapeName, { path: '', name: '', within: 0, base, wrap: (value) => value })
  }

  *#within(shapeName: string, place: Place): Generator<WorstInput> {
    const shape = shapeOf(this.#model, shapeName)
    if (shape.type === 'structure' && (place.within === 0 || !this.#sent.has(shapeName))) {
      this.#sent.add(shapeName)
      yield* this.#members(shape, place)
    }
    const inner = shape.member ?? shape.value
    const item = inner && (firstOf(place.base) ?? this.valid(inner.shape, place.name))
    if (place.path)
      for (const value of worstValues(shape, item).slice(0, place.within > 1 ? 3 : undefined))
        yield { path: place.path, input: place.wrap(value) }
    if (shape.type === 'list')
      yield* this.#within(shape.member!.shape, {
        ...place,
        path: `${place.path}[]`,
        within: place.within + 1,
        base: item,
        wrap: (value) => place.wrap([value]),
      })
    if (shape.type === 'map')
      yield* this.#within(shape.value!.shape, {
        ...place,
        path: `${place.path}{}`,
        within: place.within + 1,
        base: item,
        wrap: (value) => place.wrap({ key: value }),
      })
  }

  *#members(shape: Shape, place: Place): Generator<WorstInput> {
    const base = place.base as Record<string, unknown>
    for (const [name, member] of Object.entries(shape.members ?? {}))
      yield* this.#within(member.shape, {
        path: place.path ? `${place.path}.${name}` : name,
        name,
        within: place.within + 1,
        base: base[name] ?? this.valid(member.shape, name),
        wrap: (value) => place.wrap({ ...base, [name]: value }),
      })
  }

  #structure(shapeName: string, { required = [], members = {} }: Shape): unknown {
    if (shapeName === 'Filter' && this.#model.protocol === 'ec2')
      return { Name: 'tag:k', Values: ['a*'] }
    if (shapeName === 'ImageIdentifier') return { imageTag: 'worst' }
    const wanted = Object.keys(members).filter((name) => required.includes(name))
    return Object.fromEntries(wanted.map((name) => [name, this.valid(members[name]!.shape, name)]))
  }

  #text({ enum: values, pattern = '[^]*', min = 0, max = Infinity }: Shape, name: string): string {
    if (values) return values[0]!
    const fits = (text: string) =>
      text.length >= min && text.length <= max && patternOf(pattern).test(text)
    return (
      [...this.#pool.find(name, this.#model.service), ...texts, 'a'.repeat(min)].find(fits) ?? 'a'
    )
  }
}

const texts = [
  'worst',
  '*',
  '000000000000',
  `sha256:${'0'.repeat(64)}`,
  'arn:aws:iam::000000000000:role/worst',
  'ipv4pool-coip-worst',
  'www.example.com',
]

const firstOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? Object.values(value)[0] : undefined
