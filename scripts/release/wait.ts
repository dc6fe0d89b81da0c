import { setTimeout as delay } from 'node:timers/promises'

/** Something to wait for: a sentence, a deadline, and a look that answers once it is there. */
export interface Wait<T> {
  /** Completes "waiting for …". */
  for: string
  seconds: number
  /** Seconds between two looks, 1 if not given. */
  every?: number
  /** Gives the result, or undefined while there is none; throws when there never will be. */
  look: () => Promise<T | undefined>
  /** What was seen last, for the sentence that says the deadline has passed. */
  seen?: () => string | undefined
}

export interface Time {
  now(): number
  pass(ms: number): Promise<unknown>
}

const realTime: Time = { now: () => Date.now(), pass: (ms) => delay(ms) }

/** Waits until the look succeeds, and says at the deadline what never came. */
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
      throw new Error(`waited ${seconds} s in vain for ${what}${last ? `: ${last}` : ''}`)
    }
    await time.pass(every * 1000)
  }
}
