import { type Duplex } from 'node:stream'
import { Socket } from 'node:net'
import type { Cancel } from '../../../kernel/clock.ts'
import { admitsCallers } from './admission.ts'
import { serve } from './serve.ts'
import { statusPage, written } from './reply.ts'
import { BodyReader } from '../../../http1/body.ts'
import { readHead } from '../../../http1/head.ts'
import {
  keepsAlive,
  parseRequest,
  type HttpRequest,
  requestLimits,
} from '../../../http1/request.ts'
import { type Front, type Carrier, idleTimeout, type Reply, type Client } from './exchange.ts'

/** The time limit for a client to close its connection, in ms. */
const farewell = 2000

/** A client's connection to a listener: its requests, one after the other. */
export class ClientConnection implements Client {
  readonly socket: Duplex
  readonly #front: Front
  readonly #openedAt: number
  #pending: Buffer | undefined
  #request: HttpRequest | undefined
  #body = new BodyReader(0)
  #carrier: Carrier | undefined
  #advancing = false
  #closing = false
  #cancelDeadline: Cancel | undefined

  constructor(front: Front, socket: Duplex) {
    this.#front = front
    this.socket = socket
    this.#openedAt = front.scope.clock.now().getTime()
  }

  /** Begins to read requests; answers nothing if the client would not be admitted on AWS. */
  open(): void {
    const { socket } = this
    if (!admitsCallers(this.#front)) return void socket.on('error', () => socket.destroy()).resume()
    this.#setTimeout(this.#idleTimeout())
    socket
      .on('data', (bytes: Buffer) => this.#onData(bytes))
      .on('drain', () => this.#carrier?.onClientReady())
      .on('end', () => this.#onGone())
      .on('close', () => this.#onGone())
      .on('timeout', () => this.#onTimeout())
      .on('error', () => socket.destroy())
  }

  get buffered(): boolean {
    return this.#pending !== undefined
  }

  get uploaded(): boolean {
    return this.#body.done
  }

  get staysOpen(): boolean {
    const { scope, balancer } = this.#front
    const lifetime = balancer.attributes.get('client_keep_alive.seconds')
    return (
      this.#request !== undefined &&
      !this.#request.ambiguous &&
      keepsAlive(this.#request) &&
      scope.clock.now().getTime() - this.#openedAt < Number(lifetime) * 1000
    )
  }

  carryBy(carrier: Carrier): void {
    this.#carrier = carrier
  }

  becomeTunnel(): void {
    this.#body = new BodyReader('close')
    this.#readBody()
  }

  reply(reply: Reply): void {
    const keepAlive = this.staysOpen
    const withBody = this.#request?.method !== 'HEAD'
    this.#write(reply, { keepAlive, withBody })
    this.onAnswered(keepAlive)
  }

  onAnswered(keepAlive: boolean): void {
    this.#carrier = undefined
    if (!keepAlive) return this.#close()
    if (this.#body.done) this.#next()
    else this.resume()
  }

  resume(): void {
    this.socket.resume()
  }

  #next(): void {
    this.#request = undefined
    if (this.#advancing) return
    this.#advance()
    if (this.#pending === undefined || !this.#request) this.socket.resume()
  }

  #onData(bytes: Buffer): void {
    if (this.#closing) return
    this.#pending = this.#pending ? Buffer.concat([this.#pending, bytes]) : bytes
    if (this.#request) this.#readBody()
    else this.#advance()
  }

  #advance(): void {
    this.#advancing = true
    while (this.#pending && !this.#request && !this.#closing) if (!this.#readRequest()) break
    this.#advancing = false
    if (this.#request && this.#pending) this.socket.pause()
  }

  /** Reads the next head and has it served; false when more bytes are needed. */
  #readRequest(): boolean {
    // RFC 9112, section 2.2: an empty line before a request is ignored.
    if (this.#pending![0] === 0x0d && this.#pending![1] === 0x0a) {
      this.#keep(2)
      return true
    }
    const read = readHead(this.#pending!, requestLimits)
    if (read === 'incomplete') {
      const { clock } = this.#front.scope
      this.#cancelDeadline ??= clock.race(this.#idleTimeout(), () => this.#reject(408))
      return false
    }
    this.#cancelDeadline?.()
    this.#cancelDeadline = undefined
    if (typeof read === 'string') {
      this.#reject(read === 'line-too-long' ? 414 : 400)
      return false
    }
    this.#keep(read.bodyAt)
    const { balancer, source } = this.#front
    const mode = balancer.attributes.get('routing.http.desync_mitigation_mode')!
    const request = parseRequest(read.text, source, mode)
    if (typeof request === 'number') this.#reject(request)
    else this.#begin(request)
    return true
  }

  /** Keeps what has come from `at` on. */
  #keep(at: number): void {
    this.#pending = at < this.#pending!.length ? this.#pending!.subarray(at) : undefined
  }

  #begin(request: HttpRequest): void {
    this.#request = request
    this.#body = new BodyReader(request.framing)
    if (!this.#body.done && request.minor === 1 && request.fields.get('expect') !== undefined)
      this.socket.write('HTTP/1.1 100 Continue\r\n\r\n')
    serve({ ...this.#front, request, client: this })
    this.#readBody()
  }

  readonly #take = (data: Buffer): void => this.#carrier?.onRequestData(data)

  #readBody(): void {
    if (this.#pending && !this.#body.done && !this.#closing) {
      const bytes = this.#pending
      this.#pending = undefined
      const end = this.#body.read(bytes, 0, this.#take)
      if (end < 0) return this.#abort(400, 'the chunks of the request’s body are malformed')
      if (end < bytes.length) this.#pending = bytes.subarray(end)
      if (this.#body.done) this.#onUploaded()
    }
    if (this.#request && this.#pending && this.#body.done) this.socket.pause()
  }

  #onUploaded(): void {
    if (this.#carrier) this.#carrier.onUploaded()
    else this.#next()
  }

  /** The balancer gives a request up because of its client. */
  #abort(status: number, why: string): void {
    const carrier = this.#carrier
    this.#carrier = undefined
    carrier?.onGone(why)
    if (carrier?.answering || !this.#request) this.socket.destroy()
    else this.#reject(status)
  }

  /** Answers what is no request, and ends the connection. */
  #reject(status: number): void {
    this.#write(statusPage(status), { keepAlive: false, withBody: true })
    this.#close()
  }

  #write(reply: Reply, how: { keepAlive: boolean; withBody: boolean }): void {
    const { scope, listener } = this.#front
    this.socket.write(written(reply, { ...how, date: scope.clock.now(), listener }))
  }

  /** Says no more; what the client still sends is dropped, so that it gets to read the answer. */
  #close(): void {
    this.#closing = true
    this.#pending = undefined
    this.#request = undefined
    this.#cancelDeadline?.()
    this.socket.end()
    this.socket.resume()
    this.#setTimeout(farewell)
  }

  #onGone(): void {
    this.#cancelDeadline?.()
    const carrier = this.#carrier
    this.#carrier = undefined
    this.#closing = true
    this.#pending = undefined
    carrier?.onGone('460, the client closed the connection')
    this.socket.end()
  }

  #onTimeout(): void {
    if (this.#closing || (!this.#request && !this.#pending)) return void this.socket.destroy()
    if (!this.#request) return this.#reject(408)
    const slow = this.#body.done ? this.socket.writableNeedDrain : !this.socket.isPaused()
    if (slow) this.#abort(408, '408, the client is silent')
    else this.#setTimeout(this.#idleTimeout())
  }

  #idleTimeout(): number {
    return idleTimeout(this.#front)
  }

  #setTimeout(ms: number): void {
    if (this.socket instanceof Socket) this.socket.setTimeout(ms)
  }
}
