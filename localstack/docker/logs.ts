import type { IncomingMessage } from 'node:http'
import { DockerError } from './error.ts'
import { linesOf } from './read.ts'
import { type Engine, send } from './request.ts'

/** A line of a container's output, without its line end. */
export interface LogLine {
  timestamp: Date
  /** The engine's own time as seconds and nanoseconds: from where to go on reading. */
  since: string
  message: string
}

/** Reads a container's output, stdout and stderr in order, until the container ends or the signal aborts. */
export async function* followLogs(
  engine: Engine,
  id: string,
  { since, signal }: { since?: string | undefined; signal?: AbortSignal | undefined },
): AsyncGenerator<LogLine> {
  const response = await send(engine, {
    path: `/containers/${id}/logs`,
    query: { follow: true, stdout: true, stderr: true, timestamps: true, since },
    follows: true,
  })
  const stop = () => response.destroy()
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop)
  try {
    yield* wholeLines(response)
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

/** The awslogs driver makes several events of a longer line. */
const longestLine = 256 * 1024

/** The engine sends a line in frames of 16 KiB. */
const largestFrame = 1024 * 1024

async function* wholeLines(response: IncomingMessage): AsyncGenerator<LogLine> {
  const partial = new Map<number, string>()
  const raw = response.headers['content-type'] === 'application/vnd.docker.raw-stream'
  for await (const { stream, payload } of raw ? terminalLines(response) : framesOf(response)) {
    const text = (partial.get(stream) ?? '') + withoutRepeatedTime(payload, partial.has(stream))
    const ends = text.endsWith('\n')
    if (!ends && text.length < longestLine) {
      partial.set(stream, text)
      continue
    }
    partial.delete(stream)
    yield lineOf(ends ? text.slice(0, -1) : text)
  }
  for (const text of partial.values()) yield lineOf(text)
}

interface Frame {
  stream: number
  payload: string
}

/** A terminal has one stream, and it comes as it is; pieces of one line have the time of its start. */
async function* terminalLines(response: IncomingMessage): AsyncGenerator<Frame> {
  let time = ''
  for await (const line of linesOf(response)) {
    const own = /^\d\S+Z /.exec(line)?.[0]
    time = own ?? time
    yield { stream: 1, payload: `${own ? '' : time}${line}\n` }
  }
}

/** Takes the two streams apart: https://docs.docker.com/reference/api/engine/version/v1.44/#tag/Container/operation/ContainerAttach "Stream format". */
async function* framesOf(response: IncomingMessage): AsyncGenerator<Frame> {
  let buffer: Buffer = Buffer.alloc(0)
  for await (const chunk of response as AsyncIterable<Buffer>) {
    buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk])
    while (buffer.length >= 8) {
      const end = 8 + buffer.readUInt32BE(4)
      if (end > largestFrame) throw new DockerError(0, `The engine sent a frame of ${end} bytes.`)
      if (buffer.length < end) break
      yield { stream: buffer[0]!, payload: buffer.toString('utf8', 8, end) }
      buffer = buffer.subarray(end)
    }
  }
}

/** The engine cuts lines over 16 KiB and puts the time before each piece. */
const withoutRepeatedTime = (payload: string, goesOn: boolean) =>
  goesOn ? payload.slice(payload.indexOf(' ') + 1) : payload

function lineOf(text: string): LogLine {
  const space = text.indexOf(' ')
  const time = text.slice(0, space)
  const timestamp = new Date(time)
  const nanoseconds = (/\.(\d+)Z$/.exec(time)?.[1] ?? '').padEnd(9, '0')
  return {
    timestamp,
    since: `${Math.floor(timestamp.getTime() / 1000)}.${nanoseconds}`,
    message: text.slice(space + 1).replace(/\r$/, ''),
  }
}
