import type { Duplex } from 'node:stream'
import type { Scope } from '../../../kernel/scope.ts'
import type { HttpRequest } from '../../../http1/request.ts'
import type {
  LoadBalancerRecord,
  ListenerRecord,
  TargetRecord,
  TargetGroupRecord,
} from '../records.ts'

/** A connection's listener, load balancer and source. */
export interface Front {
  scope: Scope
  listener: ListenerRecord
  balancer: LoadBalancerRecord
  source: HttpRequest['source']
}

/** The receiver of a request's body and of its client's events. */
export interface Carrier {
  onRequestData(data: Buffer): void
  /** The request's body is complete. */
  onUploaded(): void
  /** The client reads again. */
  onClientReady(): void
  /** The client closed the connection, or violated the protocol. */
  onGone(why: string): void
  /** True if an answer has begun. */
  readonly answering: boolean
}

/** The balancer's idle timeout, in ms. */
export const idleTimeout = ({ balancer }: Pick<Front, 'balancer'>) =>
  Number(balancer.attributes.get('idle_timeout.timeout_seconds')) * 1000

/** The connection by which a request came. */
export interface Client {
  readonly socket: Duplex
  /** True if bytes have arrived that are not read yet. */
  readonly buffered: boolean
  /** True if the request's whole body has arrived. */
  readonly uploaded: boolean
  /** True if another request may follow the present one. */
  readonly staysOpen: boolean
  /** Passes the present request's body to the carrier, and notifies it of the connection's events. */
  carryBy(carrier: Carrier): void
  /** Passes on all further bytes, as after a WebSocket's handshake. */
  becomeTunnel(): void
  /** Answers the present request with the balancer's own reply. */
  reply(reply: Reply): void
  /** Ends the present request, whose answer is written. */
  onAnswered(keepAlive: boolean): void
  /** Continues to read the request, after a pause for the target. */
  resume(): void
}

/** A request that has reached a listener, and the connection by which it came. */
export interface Exchange extends Front {
  request: HttpRequest
  client: Client
}

/** An answer of the balancer's own. */
export interface Reply {
  status: number
  type: string
  body: string
  headers?: Record<string, string>
}

/** A request's target, and the seconds for which its client is bound to the group. */
export interface Choice {
  group: TargetGroupRecord
  target: TargetRecord
  groupSeconds?: number | undefined
}
