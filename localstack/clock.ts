export type Cancel = () => void

/** Time as the emulator sees it, handed in so that tests can move it. */
export interface Clock {
  /** How many times faster than AWS the timers of {@link Clock.wait} run. */
  readonly rate: number
  now(): Date
  /** Calls back after `ms` that AWS would merely wait (drain, check interval, back-off): divided by the rate. */
  wait(ms: number, callback: () => void): Cancel
  /** Calls back after `ms` of real time, for timers that race a container (grace period, stop timeout). */
  race(ms: number, callback: () => void): Cancel
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
    wait: (ms, callback) => after(ms / rate, callback),
    race: after,
  }
}
