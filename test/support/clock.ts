import { type Clock, systemClock } from '../../localstack/clock.ts'

/** The wall clock, which a test can put forward. */
export function movableClock(): Clock & { forward(seconds: number): void } {
  const clock = systemClock(20)
  let ahead = 0
  return {
    ...clock,
    now: () => new Date(Date.now() + ahead),
    forward: (seconds) => void (ahead += seconds * 1000),
  }
}
