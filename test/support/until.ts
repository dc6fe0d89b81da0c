import { setTimeout as delay } from 'node:timers/promises'

/**
 * Asks until the probe has an answer, less often the longer it takes: a probe costs processor time that what it
 * waits for needs. Fails with what was waited for.
 */
export async function until<T>(
  description: string,
  probe: () => T | undefined | false | Promise<T | undefined | false>,
  { timeoutMs = 120_000 } = {},
): Promise<T> {
  const start = Date.now()
  for (;;) {
    const answer = await probe()
    if (answer !== undefined && answer !== false) return answer
    const waited = Date.now() - start
    if (waited > timeoutMs) throw new Error(`waited ${timeoutMs} ms for ${description}`)
    await delay(Math.min(50 + waited / 10, 1000))
  }
}
