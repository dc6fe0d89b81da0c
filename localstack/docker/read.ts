import type { IncomingMessage } from 'node:http'
import { DockerError } from './error.ts'

const MiB = 1024 * 1024

/** The longest answer that is read as a whole. */
const longestAnswer = 64 * MiB

/** The longest line of an answer; what is longer comes in pieces. */
const longestLine = MiB

export async function responseText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > longestAnswer)
      throw new DockerError(0, `The Docker engine's answer exceeds ${longestAnswer} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The lines of an answer that goes on, as `/events` and `/images/create` do. */
export async function* linesOf(response: IncomingMessage): AsyncGenerator<string> {
  let rest = ''
  response.setEncoding('utf8')
  for await (const chunk of response as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    for (const line of lines) if (line.trim()) yield line
    if (rest.length < longestLine) continue
    yield rest
    rest = ''
  }
  if (rest.trim()) yield rest
}
