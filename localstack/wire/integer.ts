/** True if a number is one of Smithy's integers (32 bits) or longs, as far as JavaScript has those exactly. */
export function isIntegerOf(type: 'integer' | 'long', value: number): boolean {
  const most = type === 'integer' ? 2 ** 31 : Number.MAX_SAFE_INTEGER
  return (
    Number.isInteger(value) && value >= -most && value <= (type === 'integer' ? most - 1 : most)
  )
}
