import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type RequestOptions,
} from 'node:http'
import { text } from 'node:stream/consumers'
import type { Target } from './target.ts'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/** One HTTP request as given, for what `fetch` does not let through: a Host header, a path as it is. */
export async function exchange(options: RequestOptions, body?: Buffer): Promise<Answer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(options, resolve).on('error', reject).end(body)
  })
  return { status: response.statusCode!, headers: response.headers, body: await text(response) }
}

/** Asks the emulator's port for a path under another Host header. */
export function get({ url }: Target, path: string, host: string): Promise<Answer> {
  const { hostname, port } = new URL(url)
  return exchange({ host: hostname, port, path, headers: { host } })
}
