import { setTimeout as delay } from 'node:timers/promises'
import { duringStep } from './steps.ts'

/** A wait as a value: a description, a deadline, a look that returns the result, and a progress line. */
export interface Wait<T> {
  /** Completes "waiting for …". */
  for: string
  seconds: number
  /** Seconds between two looks; default 1. */
  every?: number
  /** Returns the result, or undefined while there is none. Throws if there will never be one. */
  look: () => Promise<T | undefined>
  /** The last observation, for the progress line and the error. */
  observed?: () => string | undefined
  /** Receives a line for each new observation. */
  progress?: (line: string) => void
}

export interface Time {
  now(): number
  pass(ms: number): Promise<unknown>
}

const realTime: Time = { now: () => Date.now(), pass: (ms) => delay(ms) }

/** Looks until there is a result. Throws at the deadline, with the last observation. */
export const wait = <T>(value: Wait<T>, time: Time = realTime): Promise<T> =>
  duringStep(`wait for ${value.for}`, () => lookUntilFound(value, time))

async function lookUntilFound<T>(value: Wait<T>, time: Time): Promise<T> {
  const { seconds, every = 1, observed, progress } = value
  const deadline = time.now() + seconds * 1000
  let shown: string | undefined
  for (;;) {
    const result = await value.look()
    if (result !== undefined) return result
    const observation = observed?.()
    const line = `waiting for ${value.for}${observation ? `: ${observation}` : ''}`
    if (time.now() >= deadline) throw new Error(`timed out after ${seconds} s ${line}`)
    if (line !== shown) progress?.(line)
    shown = line
    await time.pass(every * 1000)
  }
}
