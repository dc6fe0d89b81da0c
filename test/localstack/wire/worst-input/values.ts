import type { Shape } from '../../../../localstack/wire/model.ts'

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

/** Texts that are long, that repeat, that nest, that are patterns, or that are names every object has. */
const worstTexts = ({ max = 20_000 }: Shape): string[] => [
  'a'.repeat(100_000),
  `${'*a'.repeat(Math.min(max, 1024) / 2 - 1)}b`,
  '__proto__',
  deep(Math.min(max, 20_000) / 2),
  'a'.repeat(max),
  `${'a'.repeat(40)}!`,
  '((a+)+)+b',
  '%a*a*a*a*a*b%',
  '/:'.repeat(Math.min(max, 1000) / 2),
  'constructor',
  `\0${String.fromCharCode(0xd800)}\u{1f600}`,
  '',
]

const numbers = [-1, 1e308, 0, 0.5, 2 ** 31, 2 ** 53, -1e308]
const wrongTypes = ['x', JSON.parse(deep(60)) as unknown]

/** The worst that can be sent for a shape, the worst of all first; `item` is a valid value of a list or a map. */
export function worstValues(shape: Shape, item: unknown): unknown[] {
  switch (shape.type) {
    case 'string':
      return worstTexts(shape)
    case 'integer':
    case 'long':
    case 'double':
    case 'float':
      return [...numbers, ...wrongTypes]
    case 'timestamp':
      return [1e18, ...numbers, ...wrongTypes]
    case 'blob':
      return ['a'.repeat(200_000), '!', ...wrongTypes]
    case 'list':
      return [
        many(item).map((n) => renamed(item, n)),
        many(item).map(() => item),
        [],
        ...wrongTypes,
      ]
    case 'map':
      return [
        Object.fromEntries(many(item).map((key) => [key, item])),
        ...['__proto__', 'k'.repeat(100_000), 'constructor'].map((key) => ({ [key]: item })),
        ...wrongTypes,
      ]
    default:
      return wrongTypes
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
