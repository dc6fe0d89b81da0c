import assert from 'node:assert/strict'
import { Agent, request as send } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { until } from './until.ts'

/** How long a client waits between two requests, in ms, so that the clients together make about 200 a second. */
const pace = 50
const uploadSize = 100_000

/** Clients with connections of their own: most ask, some for `/slow`, some upload. Answers are known by `version <name>`, and what they say of the upload's size is checked; each failure is named. */
export function startLoad(url: string) {
  const stop = new AbortController()
  const failures: string[] = []
  const answers: string[] = []
  const client = async (path: string, body: string) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    while (!stop.signal.aborted) {
      const outcome = await once({ url: `${url}${path}`, agent, body }).catch(
        (error: Error) => error.message,
      )
      const [, version, size = body.length] =
        /^200 (?:first )?version (\w+)(?: (\d+))?$/.exec(outcome) ?? []
      if (version && Number(size) === body.length) answers.push(version)
      else failures.push(`${path}: ${outcome}`)
      await delay(pace, undefined, { signal: stop.signal }).catch(() => {})
    }
    agent.destroy()
  }
  const clients = [
    ...Array.from({ length: 8 }, () => client('', '')),
    client('slow', ''),
    client('slow', ''),
    client('upload', 'u'.repeat(uploadSize)),
    client('upload', 'u'.repeat(uploadSize)),
  ]
  return {
    answers,
    /** Waits until so many more answers have come, and no failure. */
    more: (count = 100) => {
      const from = answers.length
      return until(`${count} more answers`, () => {
        assert.deepEqual(failures, [])
        return answers.length >= from + count
      })
    },
    async end() {
      stop.abort()
      await Promise.all(clients)
      return failures
    },
  }
}

function once({ url, agent, body }: { url: string; agent: Agent; body: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = send(url, { agent, method: body ? 'POST' : 'GET' })
    request.on('error', reject)
    request.on('response', (response) => {
      text(response).then((answer) => resolve(`${response.statusCode} ${answer}`), reject)
    })
    request.end(body)
  })
}
