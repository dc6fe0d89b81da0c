import type { Log } from './log.ts'

export type Cancel = () => void

/** Time as the emulator sees it, handed in so that tests can move it. */
export interface Clock {
  /** The factor by which the timers of {@link Clock.wait} run faster than on AWS. */
  readonly rate: number
  now(): Date
  /** Milliseconds that only ever grow, also when the wall clock is set back: for ages, within one process. */
  steady(): number
  /** Calls back after `ms` that AWS would merely wait (drain, check interval, back-off): divided by the rate. */
  wait(ms: number, callback: () => void): Cancel
  /** Calls back after `ms` of real time, for timers that race a container (grace period, stop timeout). */
  race(ms: number, callback: () => void): Cancel
}

/**
 * Tells whether a deadline has passed that was `longest` ms away at most: one that is farther away now is of a time
 * before the wall clock was set back.
 */
export function hasPassed(clock: Clock, deadline: Date, longest: number): boolean {
  const left = deadline.getTime() - clock.now().getTime()
  return left <= 0 || left > longest
}

/** The wall clock, with waits divided by `rate` (CLOCK_RATE). */
export function systemClock(rate = 1): Clock {
  const after = (ms: number, callback: () => void): Cancel => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  }
  return {
    rate,
    now: () => new Date(),
    steady: () => performance.now(),
    wait: (ms, callback) => after(ms / rate, callback),
    race: after,
  }
}

/** A clock whose callbacks may throw: the error is logged. */
export function guarded(clock: Clock, log: Log): Clock {
  const guard = (callback: () => void) => () => {
    try {
      callback()
    } catch (error) {
      log('emulator', `a timed step failed: ${(error as Error).message}`)
    }
  }
  return {
    rate: clock.rate,
    now: () => clock.now(),
    steady: () => clock.steady(),
    wait: (ms, callback) => clock.wait(ms, guard(callback)),
    race: (ms, callback) => clock.race(ms, guard(callback)),
  }
}
