const mostOf = (type: 'integer' | 'long') =>
  type === 'integer' ? 2 ** 31 - 1 : Number.MAX_SAFE_INTEGER

/** True if a number is one of Smithy's integers (32 bits) or longs, as far as JavaScript has those exactly. */
export const isIntegerOf = (type: 'integer' | 'long', value: number): boolean =>
  Number.isInteger(value) && toInteger(type, value) === value

/** Makes an integer of a number as AWS's reader of JSON does: fractions are cut off, and what is too large is the largest. */
export const toInteger = (type: 'integer' | 'long', value: number): number =>
  Math.max(-mostOf(type) - 1, Math.min(mostOf(type), Math.trunc(value)))
