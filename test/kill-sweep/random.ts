/** Random choices that a seed repeats. */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  (): number
  below(limit: number): number
  oneOf<T>(choices: T[]): T
}

/** The generator mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return Object.assign(next, { below, oneOf: <T>(choices: T[]) => choices[below(choices.length)]! })
}
