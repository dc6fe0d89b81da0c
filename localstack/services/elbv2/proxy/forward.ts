import type { Cancel } from '../../../kernel/clock.ts'
import { endToEnd, listenersOwn, requestHead } from './headers.ts'
import { statusPage } from './reply.ts'
import { bindingHeaders } from './stickiness.ts'
import {
  connectionTo,
  connectTimeout,
  type TargetConnection,
  type User,
} from './target-connection.ts'
import { wayTo } from './way.ts'
import { BodyReader, BodyWriter, type Framing } from '../../../http1/body.ts'
import { readHead } from '../../../http1/head.ts'
import { breakOff } from '../../../http1/hold-back.ts'
import { parseResponse, type HttpResponse, responseLimits } from '../../../http1/response.ts'
import { type Carrier, idleTimeout, type Exchange, type Choice } from './exchange.ts'

/** Sends a request to a target and its answer to the client, both as they come. */
export const forward = (exchange: Exchange, choice: Choice): void =>
  new Forwarding(exchange, choice).start()

/** One request between its client and its target. */
class Forwarding implements Carrier, User {
  readonly #exchange: Exchange
  readonly #choice: Choice
  #connection: TargetConnection | undefined
  #upload: BodyWriter | undefined
  /** The received part of the response's head. */
  #received: Buffer | undefined
  #response: HttpResponse | undefined
  #reader = new BodyReader(0)
  #download: BodyWriter | undefined
  #keepsClient = false
  #cancelConnecting: Cancel | undefined

  constructor(exchange: Exchange, choice: Choice) {
    this.#exchange = exchange
    this.#choice = choice
    exchange.client.carryBy(this)
  }

  get answering(): boolean {
    return this.#response !== undefined
  }

  start(): void {
    const { scope, request, client } = this.#exchange
    const { group, target } = this.#choice
    const place = wayTo(scope, group, { id: target.Id, port: target.Port })
    if (!place)
      return this.#limitConnecting(
        'the balancer may not connect to the target: see its security groups and its address',
      )
    const connection = connectionTo(scope, group, target, place)
    const { socket } = connection
    this.#connection = connection
    connection.user = this
    const timeout = idleTimeout(this.#exchange)
    if (socket.timeout !== timeout) socket.setTimeout(timeout)
    if (socket.connecting) {
      this.#limitConnecting('the target accepts no connection')
      socket.once('connect', this.#cancelConnecting!)
    }
    this.#upload = new BodyWriter(socket, requestHead(this.#exchange), request.framing)
    // A body that has come already takes the head along.
    if (client.uploaded || !client.buffered) this.#upload.flush()
  }

  #limitConnecting(why: string): void {
    const giveUp = () => this.#fail(504, why)
    this.#cancelConnecting = this.#exchange.scope.clock.race(connectTimeout, giveUp)
  }

  onRequestData(data: Buffer): void {
    if (!this.#upload?.write(data)) this.#exchange.client.socket.pause()
  }

  onUploaded(): void {
    this.#upload?.end()
  }

  onTargetReady(): void {
    this.#exchange.client.resume()
  }

  onClientReady(): void {
    this.#connection?.socket.resume()
  }

  onAnswerData(bytes: Buffer): void {
    if (this.#response) return this.#passOn(bytes, 0)
    if (this.#received) bytes = Buffer.concat([this.#received, bytes])
    const read = readHead(bytes, responseLimits)
    if (read === 'incomplete') return void (this.#received = bytes)
    if (typeof read === 'string')
      return this.#fail(502, 'the head of the target’s answer is invalid')
    const response = parseResponse(read.text, this.#exchange.request.method)
    if (!response) return this.#fail(502, 'the head of the target’s answer is malformed')
    this.#received = undefined
    if (response.status >= 200 || response.status === 101) {
      this.#begin(response)
      this.#passOn(bytes, read.bodyAt)
    } else if (read.bodyAt < bytes.length) this.onAnswerData(bytes.subarray(read.bodyAt))
  }

  /** The answer's head is there. */
  #begin(response: HttpResponse): void {
    const { request, client, scope, listener } = this.#exchange
    this.#response = response
    if (response.status === 101) return this.#openTunnel(response)
    const { framing } = response
    const passed: Framing =
      typeof framing === 'number' ? framing : request.minor === 1 ? 'chunked' : 'close'
    this.#keepsClient = client.staysOpen && passed !== 'close'
    this.#reader = new BodyReader(framing)
    const own = listenersOwn(listener)
    if (passed === 'chunked') own.names.add('content-length')
    const head =
      `HTTP/1.1 ${response.status} ${response.reason}\r\n` +
      endToEnd(response.fields, own.names) +
      own.lines +
      bindingHeaders(scope.clock, this.#exchange, this.#choice, response) +
      (passed === 'chunked' ? 'Transfer-Encoding: chunked\r\n' : '') +
      (this.#keepsClient ? 'Connection: keep-alive\r\n\r\n' : 'Connection: close\r\n\r\n')
    this.#download = new BodyWriter(client.socket, head, passed)
  }

  /** The two connections become one: https://www.rfc-editor.org/rfc/rfc6455#section-1.3 */
  #openTunnel({ fields }: HttpResponse): void {
    const { client } = this.#exchange
    let head = 'HTTP/1.1 101 Switching Protocols\r\n'
    for (let index = 0; index < fields.flat.length; index += 3)
      head += `${fields.flat[index]}: ${fields.flat[index + 2]}\r\n`
    this.#reader = new BodyReader('close')
    this.#download = new BodyWriter(client.socket, `${head}\r\n`, 'close')
    this.#upload = new BodyWriter(this.#connection!.socket, '', 'close')
    this.#download.flush()
    client.becomeTunnel()
  }

  readonly #take = (data: Buffer): void => {
    if (!this.#download!.write(data)) this.#connection?.socket.pause()
  }

  /** The answer's body, from `at` on. */
  #passOn(bytes: Buffer, at: number): void {
    const end = this.#reader.read(bytes, at, this.#take)
    if (end < 0) return this.#fail(502, 'the chunks of the target’s answer are malformed')
    if (!this.#reader.done) return this.#download!.flush()
    this.#finish(this.#response!.reusable && end === bytes.length)
  }

  #finish(reusable: boolean): void {
    const { client, request } = this.#exchange
    this.#download!.end()
    const connection = this.#connection!
    this.#connection = undefined
    connection.socket.resume()
    connection.release(reusable && client.uploaded && !request.ambiguous)
    client.onAnswered(this.#keepsClient)
  }

  onSilence(): void {
    const { client } = this.#exchange
    const { socket } = this.#connection!
    const waitsForClient = this.#response
      ? socket.isPaused()
      : !client.uploaded && !socket.writableNeedDrain
    if (waitsForClient) socket.setTimeout(idleTimeout(this.#exchange))
    else this.#fail(504, 'the target is silent')
  }

  /**
   * No request is sent twice, even if the target closed an idle connection as it arrived:
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-502-issues
   */
  onEnd(why: string, cleanly: boolean): void {
    if (!this.#connection) return
    if (this.#response?.framing === 'close' && cleanly) this.#finish(false)
    else if (this.#response?.status === 101) this.#exchange.client.socket.end()
    else this.#fail(502, why)
  }

  onGone(why: string): void {
    if (this.#response?.status !== 101) this.#report(why)
    this.#drop()
  }

  #fail(status: number, why: string): void {
    const { client } = this.#exchange
    this.#report(`${status}, ${why}`)
    this.#drop()
    if (this.#response) breakOff(client.socket)
    else client.reply(statusPage(status))
  }

  #drop(): void {
    const connection = this.#connection
    this.#connection = undefined
    this.#upload = undefined
    this.#cancelConnecting?.()
    connection?.release(false)
  }

  /** One line of what the balancer could not do, for the emulator's log. */
  #report(what: string): void {
    const { scope, listener, request } = this.#exchange
    const name = listener.LoadBalancerArn.split('/')[2]
    const { method, target, source } = request
    scope.log('elbv2', `${name}: ${method} ${target} from ${source.address}: ${what}`)
  }
}
