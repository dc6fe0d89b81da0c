import { type Cancel, type Clock, systemClock } from '../../localstack/kernel/clock.ts'

/** The wall clock, which a test can put forward; what waited for a time that is then past is called. */
export function movableClock(): Clock & { forward(seconds: number): void } {
  const clock = systemClock(20)
  const waiting = new Set<{ until: number; end: () => void }>()
  let ahead = 0
  const now = () => new Date(Date.now() + ahead)
  return {
    ...clock,
    now,
    wait(ms, callback): Cancel {
      const end = () => {
        cancel()
        callback()
      }
      const entry = { until: now().getTime() + ms, end }
      const cancelTimer = clock.wait(ms, end)
      const cancel = () => {
        cancelTimer()
        waiting.delete(entry)
      }
      waiting.add(entry)
      return cancel
    },
    forward(seconds) {
      ahead += seconds * 1000
      for (const { until, end } of waiting) if (until <= now().getTime()) end()
    },
  }
}
