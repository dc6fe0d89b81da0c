import { Agent, type IncomingMessage, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import type { FuzzRequest } from './request.ts'

/** What came back; a status of 0 when there was no answer, and why. */
export interface Answer {
  status: number
  body: string
  headers: IncomingMessage['headers']
  failure?: string
}

const longestBody = 4 * 2 ** 20
const eventStream = 'application/vnd.amazon.eventstream'
const byteClientsAtOnce = 40
/** How long bytes wait for an answer, in ms: most get none, and the connection stays open. */
const moment = 5

/** Sends requests one after the other; connections with half a request stay open while others are served. */
export class Sender implements Disposable {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #lingering: Disposable[] = []

  send(port: number, request: FuzzRequest, patience: number): Promise<Answer> {
    return request.raw === undefined
      ? this.#http(port, request, patience)
      : this.#bytes(request.port ?? port, request.raw)
  }

  [Symbol.dispose](): void {
    this.#agent.destroy()
    for (const socket of this.#lingering) socket[Symbol.dispose]()
  }

  #http(port: number, request: FuzzRequest, patience: number): Promise<Answer> {
    const { method, path, headers, body } = request
    return new Promise((resolve) => {
      const none = (failure: string) => resolve({ status: 0, body: '', headers: {}, failure })
      const outgoing = httpRequest({
        host: '127.0.0.1',
        port: request.port ?? port,
        // A connection that was to be upgraded belongs to the load balancer from then on.
        agent: 'upgrade' in headers ? false : this.#agent,
        method,
        path,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      })
      const timer = setTimeout(() => {
        none(`no answer within ${patience / 1000} s`)
        outgoing.destroy()
      }, patience)
      outgoing.on('error', (error) => none(error.message))
      outgoing.on('close', () => clearTimeout(timer))
      outgoing.on('upgrade', (_response, socket) => {
        socket.destroy()
        none('upgraded')
      })
      outgoing.on('response', (response) => {
        const { statusCode: status = 0, headers: received } = response
        let text = ''
        const done = () => resolve({ status, body: text, headers: received })
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
          if (text.length > longestBody) response.destroy()
        })
        response.on('close', done)
        if (received['content-type'] === eventStream) response.destroy()
      })
      outgoing.end(body)
    })
  }

  /** Waits only a moment; the connection stays open until there are many. */
  #bytes(port: number, raw: string): Promise<Answer> {
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1')
      let text = ''
      const done = () => {
        const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(text)?.[1] ?? 0)
        resolve({ status, body: text, headers: {} })
      }
      socket.setEncoding('latin1')
      socket.on('error', done)
      socket.on('close', done)
      socket.on('data', (chunk: string) => {
        text = (text + chunk).slice(0, 1000)
        done()
      })
      socket.write(raw, 'latin1')
      setTimeout(() => {
        done()
        this.#linger({ [Symbol.dispose]: () => socket.destroy() })
      }, moment)
    })
  }

  #linger(socket: Disposable): void {
    this.#lingering.push(socket)
    if (this.#lingering.length > byteClientsAtOnce) this.#lingering.shift()![Symbol.dispose]()
  }
}
