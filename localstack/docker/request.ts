import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { request as httpRequest } from '../kernel/http.ts'
import { DockerError, silent, unreachable } from './error.ts'
import type { Outage } from './outage.ts'
import { responseText } from './read.ts'

/** An engine's API socket. */
export interface Engine {
  /** A path or `host:port`. */
  endpoint: string
  outage: Outage
}

export interface EngineRequest {
  method?: 'GET' | 'POST' | 'DELETE' | 'HEAD' | undefined
  path: string
  /** Values that are no strings are sent as JSON, as the engine wants its filters. */
  query?: Record<string, unknown> | undefined
  /** Sent as JSON, bytes as they are. */
  body?: unknown
  headers?: Record<string, string> | undefined
  /** The time limit without data from the engine, in ms. */
  patience?: number | undefined
  /** True if the response may pause for any time once it has begun. */
  follows?: boolean | undefined
}

/** A busy engine answers a question at once, and takes its time to change something. */
const patienceFor = { asking: 10_000, changing: 30_000 }

/** All versions since Docker 25 support this one: https://docs.docker.com/reference/api/engine/version-history/ */
const apiVersion = 'v1.44'

/** Sends a request and returns the answer once it is known to be no error; its body is still to be read. */
export async function send(engine: Engine, options: EngineRequest): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const { endpoint, outage } = engine
  const { method = 'GET', path, query, body, headers, follows } = options
  const { bytes, type } = encoded(body)
  const patience =
    options.patience ?? (method === 'GET' ? patienceFor.asking : patienceFor.changing)
  const outgoing = httpRequest({
    ...addressOf(endpoint),
    agent: false,
    method,
    path: `/${apiVersion}${path}${queryOf(query)}`,
    headers: {
      host: 'docker',
      ...(bytes && { 'content-type': type, 'content-length': bytes.length }),
      ...headers,
    },
    timeout: patience,
  })
  let answer: IncomingMessage | undefined
  let failed = false
  const fail = (error: DockerError) => {
    if (failed) return
    failed = true
    outage.note(error.message)
    answer?.destroy(error)
    outgoing.destroy()
    reject(error)
  }
  outgoing.on('timeout', () => fail(silent(endpoint, patience)))
  outgoing.on('error', (error) => fail(unreachable(endpoint, error)))
  outgoing.on('response', (response) => {
    outage.end()
    if (follows) outgoing.setTimeout(0)
    answer = response
    resolve(response)
  })
  outgoing.on('upgrade', (response, socket, head) => {
    outage.end()
    socket.setTimeout(0)
    socket.unshift(head)
    resolve(response)
  })
  outgoing.end(bytes)
  const response = await promise
  const status = response.statusCode ?? 0
  if (status < 400) return response
  const text = await responseText(response)
  throw new DockerError(status, messageOf(text) ?? `the engine answered ${status}`)
}

/** Sends a request that turns its connection into a stream of bytes in both directions. */
export async function connectTo(engine: Engine, options: EngineRequest): Promise<Duplex> {
  const headers = { connection: 'Upgrade', upgrade: 'tcp' }
  const { statusCode, socket } = await send(engine, { ...options, headers })
  if (statusCode === 101) return socket
  socket.destroy()
  throw new DockerError(0, `The engine answered ${statusCode} and opened no stream.`)
}

/** Sends a request and returns its JSON, or undefined if the body is empty. */
export async function requestJson<T>(engine: Engine, options: EngineRequest): Promise<T> {
  const response = await send(engine, options)
  try {
    const text = await responseText(response)
    return (text ? JSON.parse(text) : undefined) as T
  } catch (error) {
    const fault = unreachable(engine.endpoint, error as Error)
    engine.outage.note(fault.message)
    throw fault
  }
}

function encoded(body: unknown): { bytes?: Buffer | undefined; type?: string | undefined } {
  if (body === undefined) return {}
  return Buffer.isBuffer(body)
    ? { bytes: body, type: 'application/x-tar' }
    : { bytes: Buffer.from(JSON.stringify(body)), type: 'application/json' }
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
  return `?${new URLSearchParams(texts)}`
}

function messageOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { message?: string }).message
  } catch {
    return text.trim() || undefined
  }
}
