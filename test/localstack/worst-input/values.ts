import type { Shape } from '../../../localstack/model.ts'

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

/** Texts that are long, that repeat, that nest, that are patterns, or that are names every object has. */
function* worstTexts({ max = 20_000 }: Shape): Generator<string> {
  yield 'a'.repeat(max)
  yield 'a'.repeat(100_000)
  yield `${'*a'.repeat(Math.min(max, 1024) / 2 - 1)}b`
  yield `${'a'.repeat(40)}!`
  yield '((a+)+)+b'
  yield '%a*a*a*a*a*b%'
  yield deep(Math.min(max, 20_000) / 2)
  yield '/:'.repeat(Math.min(max, 1000) / 2)
  yield '__proto__'
  yield 'constructor'
  yield '\0\ud800\u{1f600}'
  yield ''
}

const numbers = [-1, 0, 0.5, 2 ** 31, 2 ** 53, 1e308, -1e308]
const wrongTypes = ['x', JSON.parse(deep(60)) as unknown]

/** The worst that can be sent for a shape; `item` is a valid value of a list or a map. */
export function* worstValues(shape: Shape, item: unknown): Generator<unknown> {
  yield* wrongTypes
  switch (shape.type) {
    case 'string':
      return yield* worstTexts(shape)
    case 'integer':
    case 'long':
    case 'double':
    case 'float':
      return yield* numbers
    case 'timestamp':
      return yield* [...numbers, 1e18]
    case 'blob':
      return yield* ['a'.repeat(200_000), '!']
    case 'list':
      yield many(item).map(() => item)
      return yield many(item).map((n) => renamed(item, n))
    case 'map': {
      yield Object.fromEntries(many(item).map((key) => [key, item]))
      yield* ['__proto__', 'constructor', 'k'.repeat(100_000)].map((key) => ({ [key]: item }))
    }
  }
}

/** The numbers of as many items as a body can have. */
const many = (item: unknown): number[] => {
  const size = (JSON.stringify(item) ?? '').length + 10
  return Array.from({ length: Math.min(5000, 800_000 / size) }, (_, n) => n)
}

/** An item that differs from all others in its texts and numbers. */
function renamed(item: unknown, n: number): unknown {
  if (typeof item === 'string') return `${item}${n}`
  if (typeof item === 'number') return item + n
  if (typeof item !== 'object' || item === null) return item
  if (Array.isArray(item)) return item.map((each) => renamed(each, n))
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, renamed(value, n)]))
}
