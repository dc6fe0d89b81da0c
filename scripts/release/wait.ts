import { setTimeout as delay } from 'node:timers/promises'

/** A wait as a value: a description, a deadline, and a look that returns the result. */
export interface Wait<T> {
  /** Completes "waiting for …". */
  for: string
  seconds: number
  /** Seconds between two looks; default 1. */
  every?: number
  /** Returns the result, or undefined while there is none. Throws if there will never be one. */
  look: () => Promise<T | undefined>
  /** The last observation, for the error. */
  seen?: () => string | undefined
}

export interface Time {
  now(): number
  pass(ms: number): Promise<unknown>
}

const realTime: Time = { now: () => Date.now(), pass: (ms) => delay(ms) }

/** Looks until there is a result. Throws at the deadline, with the last observation. */
export async function wait<T>(
  { for: what, seconds, every = 1, look, seen }: Wait<T>,
  time: Time = realTime,
): Promise<T> {
  const deadline = time.now() + seconds * 1000
  for (;;) {
    const result = await look()
    if (result !== undefined) return result
    if (time.now() >= deadline) {
      const last = seen?.()
      throw new Error(`timed out after ${seconds} s waiting for ${what}${last ? `: ${last}` : ''}`)
    }
    await time.pass(every * 1000)
  }
}
