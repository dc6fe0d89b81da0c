import type { ClientRequest, IncomingMessage } from 'node:http'
import { request as httpRequest } from '../http.ts'

/** An engine's answer that is an error, with the engine's own sentence. */
export class DockerError extends Error {
  /** HTTP status; 0 when no engine answered. */
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'DockerError'
    this.status = status
  }
}

export interface EngineRequest {
  method?: 'GET' | 'POST' | 'DELETE' | 'HEAD'
  path: string
  /** Values that are no strings are sent as JSON, as the engine wants its filters. */
  query?: Record<string, unknown>
  /** Sent as JSON, bytes as they are. */
  body?: unknown
  headers?: Record<string, string>
}

/** Every version since Docker 25 speaks this one: https://docs.docker.com/reference/api/engine/version-history/ */
const apiVersion = 'v1.44'

/** Sends a request and returns the answer once it is known to be no error; its body is still to be read. */
export async function send(endpoint: string, options: EngineRequest): Promise<IncomingMessage> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const { bytes: body, type } = encoded(options.body)
    const outgoing: ClientRequest = httpRequest(
      {
        ...addressOf(endpoint),
        agent: false,
        method: options.method ?? 'GET',
        path: `/${apiVersion}${options.path}${queryOf(options.query)}`,
        headers: {
          host: 'docker',
          ...(body && { 'content-type': type, 'content-length': body.length }),
          ...options.headers,
        },
      },
      resolve,
    )
    outgoing.once('error', (error: NodeJS.ErrnoException) => reject(unreachable(endpoint, error)))
    outgoing.end(body)
  })
  const status = response.statusCode ?? 0
  if (status < 400) return response
  const text = await textOf(response)
  throw new DockerError(status, messageOf(text) ?? `the engine answered ${status}`)
}

/** Sends a request and returns its JSON, or undefined where the engine answers nothing. */
export async function json<T>(endpoint: string, options: EngineRequest): Promise<T> {
  const text = await textOf(await send(endpoint, options))
  return (text ? JSON.parse(text) : undefined) as T
}

function encoded(body: unknown): { bytes?: Buffer; type?: string } {
  if (body === undefined) return {}
  return Buffer.isBuffer(body)
    ? { bytes: body, type: 'application/x-tar' }
    : { bytes: Buffer.from(JSON.stringify(body)), type: 'application/json' }
}

export async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk)
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
  }
  if (rest.trim()) yield rest
}

function addressOf(endpoint: string): { socketPath: string } | { host: string; port: number } {
  const tcp = /^(?:tcp|http):\/\/([^:/]+):(\d+)/.exec(endpoint) ?? /^([^/:]+):(\d+)$/.exec(endpoint)
  return tcp ? { host: tcp[1]!, port: Number(tcp[2]) } : { socketPath: endpoint }
}

function queryOf(query: Record<string, unknown> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  if (given.length === 0) return ''
  const texts = given.map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  return `?${new URLSearchParams(texts as [string, string][])}`
}

function messageOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { message?: string }).message
  } catch {
    return text.trim() || undefined
  }
}

function unreachable(endpoint: string, error: NodeJS.ErrnoException): DockerError {
  const why = error.code === 'EACCES' ? 'this user may not use it' : (error.code ?? error.message)
  return new DockerError(0, `No Docker engine answers at ${endpoint} (${why}).`)
}
