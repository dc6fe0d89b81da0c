import { awsError } from '../../kernel/errors.ts'
import { own } from '../../kernel/own.ts'

/** One attribute: what it is at first and which values it takes. */
export interface Attribute {
  initial: string
  accepts(value: string): boolean
  /** ELB's sentence for a value it does not take, where it has one for this attribute. */
  rejection?(key: string, value: string): string
}

export const trueOrFalse = (initial: boolean): Attribute => ({
  initial: String(initial),
  accepts: (value) => value === 'true' || value === 'false',
  rejection: (key, value) => `The value of '${key}' must be 'true' or 'false', but was '${value}'`,
})

export const oneOf = (...values: [string, ...string[]]): Attribute => ({
  initial: values[0],
  accepts: (value) => values.includes(value),
})

export const text = (): Attribute => ({ initial: '', accepts: () => true })

/** A whole number in a range, or one of `besides`. */
export const whole = (
  initial: number | string,
  [from, to]: [number, number],
  ...besides: string[]
): Attribute => ({
  initial: String(initial),
  accepts: (value) =>
    besides.includes(value) ||
    (/^\d+$/.test(value) && Number(value) >= from && Number(value) <= to),
})

type Table = Record<string, Attribute>

export const initialAttributes = (table: Table) =>
  new Map(Object.entries(table).map(([key, { initial }]) => [key, initial]))

/** Sets attributes, all or none. */
export function setAttributes(
  kind: 'Load balancer' | 'Target group' | 'Listener',
  table: Table,
  current: Map<string, string>,
  changes: { Key?: string | undefined; Value?: string | undefined }[],
): void {
  const invalid = (message: string) => awsError('ValidationError', message)
  const seen = new Set<string>()
  for (const { Key = '', Value = '' } of changes) {
    const attribute = own(table, Key)
    if (!attribute) throw invalid(`${kind} attribute key '${Key}' is not recognized`)
    if (seen.has(Key)) throw invalid(`Attribute key '${Key}' has been specified more than once`)
    if (!attribute.accepts(Value))
      throw invalid(
        attribute.rejection?.(Key, Value) ??
          `${kind} attribute value '${Value}' of key '${Key}' is not valid`,
      )
    seen.add(Key)
  }
  for (const { Key = '', Value = '' } of changes) current.set(Key, Value)
}

export const listAttributes = (attributes: Map<string, string>) =>
  [...attributes].map(([Key, Value]) => ({ Key, Value }))
