import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Emulator } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { defineRuntime } from '../../../kernel/runtime.ts'
import { identityOf } from '../../../kernel/tracked.ts'
import type { Place } from './way.ts'
import { breakOff } from '../../../http1/hold-back.ts'
import type { TargetRecord, TargetGroupRecord } from '../records.ts'

/** The time limit for a target to accept a connection, in ms. */
export const connectTimeout = 10_000

/** Whoever has a connection to a target, from its request to the end of its answer. */
export interface User {
  onAnswerData(bytes: Buffer): void
  onTargetReady(): void
  /** The target has ended its side; it may still read. */
  onTargetEnd?(): void
  /** The target was silent for the idle timeout. */
  onSilence(): void
  /** The connection has ended; `cleanly` if the target closed it and nothing was lost. */
  onEnd(why: string, cleanly: boolean): void
}

/** The options of a new connection. */
interface Manner {
  secure: boolean
  /** True if it goes on when the target has ended its side. */
  allowHalfOpen: boolean
}

/** A connection to a target, used by one request after the other. */
export class TargetConnection {
  readonly socket: Socket
  readonly #pool: Pool
  user: User | undefined

  constructor(pool: Pool, place: Place, { secure, allowHalfOpen }: Manner) {
    this.#pool = pool
    const way = { ...place, noDelay: true, allowHalfOpen }
    this.socket = secure ? connectTls({ ...way, rejectUnauthorized: false }) : connect(way)
    let why = 'the target closed the connection'
    let ended = false
    this.socket
      .on('data', (bytes: Buffer) =>
        this.user ? this.user.onAnswerData(bytes) : this.socket.destroy(),
      )
      .on('drain', () => this.user?.onTargetReady())
      .on('timeout', () => (this.user ? this.user.onSilence() : this.socket.destroy()))
      .on('error', (error) => (why = error.message))
      .on('end', () => {
        ended = true
        this.user?.onTargetEnd?.()
      })
      .on('close', (failed) => {
        pool.forget(this)
        this.user?.onEnd(why, ended && !failed)
      })
  }

  /** Leaves the connection to the next request, or ends it where none may follow. */
  release(reusable: boolean): void {
    this.user = undefined
    this.#pool.takeBack(this, reusable)
  }
}

/** The connections to one target. */
class Pool {
  readonly #target: TargetRecord
  readonly #onEmpty: () => void
  readonly idle: TargetConnection[] = []
  readonly busy = new Set<TargetConnection>()

  constructor(target: TargetRecord, onEmpty: () => void) {
    this.#target = target
    this.#onEmpty = onEmpty
  }

  take(place: Place, manner: Manner): TargetConnection {
    const connection = this.idle.pop() ?? new TargetConnection(this, place, manner)
    this.busy.add(connection)
    return connection
  }

  takeBack(connection: TargetConnection, reusable: boolean): void {
    if (!reusable || this.#target.draining || connection.socket.destroyed)
      return breakOff(connection.socket)
    this.busy.delete(connection)
    this.idle.push(connection)
  }

  forget(connection: TargetConnection): void {
    this.busy.delete(connection)
    const at = this.idle.indexOf(connection)
    if (at >= 0) this.idle.splice(at, 1)
    if (this.busy.size === 0 && this.idle.length === 0) this.#onEmpty()
  }
}

/** The targets that have connections. */
const pools = defineRuntime<Map<object, Pool>>({
  initial: () => new Map(),
})

/** A connection to a target, an idle one if there is any. */
export function connectionTo(
  scope: Scope,
  { Protocol }: TargetGroupRecord,
  target: TargetRecord,
  place: Place,
): TargetConnection {
  const all = scope.runtime(pools)
  const identity = identityOf(target)
  let pool = all.get(identity)
  if (!pool) {
    pool = new Pool(target, () => {
      if (all.get(identity) === pool) all.delete(identity)
    })
    all.set(identity, pool)
  }
  const secure = Protocol === 'HTTPS' || Protocol === 'TLS'
  return pool.take(place, { secure, allowHalfOpen: !Protocol?.startsWith('HTTP') })
}

/** The number of requests that a target has not answered yet. */
export const outstanding = (scope: Scope, target: TargetRecord): number =>
  scope.runtime(pools).get(identityOf(target))?.busy.size ?? 0

/** Closes what a draining target's connections have left to do nothing. */
export const closeIdle = (scope: Scope, target: TargetRecord): void =>
  scope
    .runtime(pools)
    .get(identityOf(target))
    ?.idle.slice()
    .forEach(({ socket }) => socket.destroy())

/** Cuts off the requests that are still with a target when its deregistration delay is over. */
export function cutOff(scope: Scope, target: TargetRecord): void {
  const pool = scope.runtime(pools).get(identityOf(target))
  for (const { socket } of [...(pool?.idle ?? []), ...(pool?.busy ?? [])]) socket.destroy()
}

/** Closes all connections to targets when the emulator closes. */
export function closeConnections({ runtime }: Emulator): void {
  for (const state of runtime.all(pools))
    for (const { idle, busy } of state.values())
      for (const { socket } of [...idle, ...busy]) socket.destroy()
}
