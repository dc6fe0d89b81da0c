import type { Value } from './expression.ts'

export type Status = 'success' | 'failure' | 'cancelled' | 'skipped'

/** The functions of expressions by name in lower case, as GitHub compares them. */
export const functions: Record<string, (args: Value[], status: Status) => Value> = {
  always: () => true,
  success: (_, status) => status === 'success',
  failure: (_, status) => status === 'failure',
  cancelled: (_, status) => status === 'cancelled',
  contains: ([where = null, what = null]) =>
    Array.isArray(where)
      ? where.some((item) => looselyEqual(item, what))
      : lower(where).includes(lower(what)),
  startswith: ([text = null, start = null]) => lower(text).startsWith(lower(start)),
  endswith: ([text = null, end = null]) => lower(text).endsWith(lower(end)),
  format: ([pattern = '', ...values]) =>
    toText(pattern).replaceAll(/\{\{|\}\}|\{(\d+)\}/g, (found, index?: string) =>
      index === undefined ? found[0]! : toText(values[Number(index)] ?? null),
    ),
  join: ([items = [], separator = ',']) => [items].flat().map(toText).join(toText(separator)),
  tojson: ([value = null]) => JSON.stringify(value, null, 2),
  fromjson: ([text = null]) => JSON.parse(toText(text)) as Value,
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#literals */
export const truthy = (value: Value): boolean =>
  value !== false && value !== 0 && value !== '' && value !== null && !Number.isNaN(value)

/** Text is compared without its case, and unlike types as numbers. */
export function looselyEqual(one: Value, other: Value): boolean {
  if (typeof one === 'string' && typeof other === 'string') return lower(one) === lower(other)
  if (typeof one === typeof other && one !== null && other !== null) return one === other
  return toNumber(one) === toNumber(other)
}

/** How a value appears in a text. */
export function toText(value: Value): string {
  if (value === null) return ''
  if (Array.isArray(value)) return 'Array'
  return typeof value === 'object' ? 'Object' : String(value)
}

function toNumber(value: Value): number {
  if (value === null || value === '') return 0
  return typeof value === 'object' ? Number.NaN : Number(value)
}

const lower = (value: Value) => toText(value).toLowerCase()
