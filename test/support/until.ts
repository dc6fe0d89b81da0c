import { setTimeout as delay } from 'node:timers/promises'

/** Asks again and again until the probe has an answer; fails with what was waited for. */
export async function until<T>(
  description: string,
  probe: () => T | undefined | false | Promise<T | undefined | false>,
  { timeoutMs = 120_000 } = {},
): Promise<T> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const answer = await probe()
    if (answer !== undefined && answer !== false) return answer
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms for ${description}`)
    await delay(50)
  }
}
