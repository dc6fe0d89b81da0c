import { Agent, request as httpRequest } from 'node:http'

/** One request of a server under test. */
export interface Call {
  method?: string
  path?: string
  headers: Record<string, string>
  body: string
}

const atOnce = 8

/** Sends all calls, some at a time and in order; throws when one is not answered with success. Returns the last answer. */
export async function sendAll(url: string, calls: Iterable<Call>): Promise<string> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const queue = Iterator.from(calls)
  let last = ''
  const client = async () => {
    for (const call of queue) last = await send(url, agent, call)
  }
  await Promise.all(Array.from({ length: atOnce }, client))
  agent.destroy()
  return last
}

const send = (url: string, agent: Agent, { method = 'POST', path = '/', headers, body }: Call) =>
  new Promise<string>((resolve, reject) => {
    const request = httpRequest(new URL(path, url), { method, headers, agent }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.once('end', () =>
        response.statusCode! < 300
          ? resolve(text)
          : reject(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 500)}`)),
      )
    })
    request.once('error', reject)
    request.end(body)
  })
