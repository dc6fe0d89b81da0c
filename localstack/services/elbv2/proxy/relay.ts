import type { Duplex } from 'node:stream'
import { Socket } from 'node:net'
import type { Cancel } from '../../../kernel/clock.ts'
import { admitsCallers } from './admission.ts'
import { choose } from './balance.ts'
import {
  connectionTo,
  connectTimeout,
  type TargetConnection,
  type User,
} from './target-connection.ts'
import { wayTo } from './way.ts'
import type { Front } from './exchange.ts'

/** Joins a client's connection to a network load balancer's listener with one of its own to a target. */
export class Relay implements User {
  readonly #front: Front
  readonly #client: Duplex
  #connection: TargetConnection | undefined
  #cancelConnecting: Cancel | undefined

  constructor(front: Front, client: Duplex) {
    this.#front = front
    this.#client = client
  }

  /** Chooses a target; where there is none, or no way to it, the client's connection is reset. */
  open(): void {
    const { scope, listener } = this.#front
    const client = this.#client.on('error', () => this.#client.destroy())
    if (!admitsCallers(this.#front)) return void client.resume()
    const choice = choose(this.#front, listener.DefaultActions[0]!)
    const place =
      choice && wayTo(scope, choice.group, { id: choice.target.Id, port: choice.target.Port })
    if (!choice || !place) return reset(client)
    const connection = connectionTo(scope, choice.group, choice.target, place)
    this.#connection = connection
    connection.user = this
    const { socket } = connection
    this.#cancelConnecting = scope.clock.race(connectTimeout, () => socket.destroy())
    socket.once('connect', this.#cancelConnecting)
    socket.setTimeout(Number(listener.attributes.get('tcp.idle_timeout.seconds')) * 1000)
    client
      .on('data', (bytes: Buffer) => void (socket.write(bytes) || client.pause()))
      .on('drain', () => socket.resume())
      .on('end', () => socket.end())
      .on('close', () => socket.destroy())
  }

  onAnswerData(bytes: Buffer): void {
    if (!this.#client.write(bytes)) this.#connection!.socket.pause()
  }

  onTargetReady(): void {
    this.#client.resume()
  }

  onTargetEnd(): void {
    this.#client.end()
  }

  onSilence(): void {
    reset(this.#client)
  }

  onEnd(_why: string, cleanly: boolean): void {
    this.#cancelConnecting?.()
    if (cleanly) this.#client.end()
    else reset(this.#client)
  }
}

/** A network load balancer only sends a TCP reset. */
function reset(client: Duplex): void {
  if (client instanceof Socket) client.resetAndDestroy()
  else client.destroy()
}
