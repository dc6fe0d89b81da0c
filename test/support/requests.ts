import { Agent, get } from 'node:http'
import { setInterval as ticks } from 'node:timers/promises'

/** How often each status, and each error of a connection, was the outcome of a request. */
export type Outcomes = Record<string, number>

export interface Requests extends AsyncDisposable {
  /** Waits for the last responses. */
  stop(): Promise<Outcomes>
}

/**
 * Sends 50 requests a second to the URLs in turn. Every other request has a connection of its own, as
 * curl's; the others share some that stay open, as a browser's.
 */
export function startRequests(urls: string[]): Requests {
  const outcomes: Outcomes = {}
  const pending: Promise<void>[] = []
  const stopping = new AbortController()
  const open = new Agent({ keepAlive: true, maxSockets: 4 })
  const send = async (number: number) => {
    const agent = number % 2 ? open : false
    const outcome = await statusOf(urls[Math.floor(number / 2) % urls.length]!, agent)
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  }
  const sending = (async () => {
    for await (const _ of ticks(20, undefined, { signal: stopping.signal }))
      pending.push(send(pending.length))
  })().catch(() => {})
  const stop = async () => {
    stopping.abort()
    await sending
    await Promise.all(pending)
    open.destroy()
    return outcomes
  }
  return { stop, [Symbol.asyncDispose]: async () => void (await stop()) }
}

function statusOf(url: string, agent: Agent | false): Promise<string> {
  return new Promise((resolve) => {
    const request = get(url, { agent }, (response) => {
      response.resume()
      response.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      response.on('end', () => resolve(String(response.statusCode)))
    })
    request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
}
