import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Clock } from '../kernel/clock.ts'
import type { Docker } from '../docker/index.ts'
import type { AwsError } from '../kernel/errors.ts'
import type { Actions } from '../access/permission.ts'
import type { Log } from '../kernel/log.ts'
import type { Violation } from '../wire/validate.ts'
import type { Settings } from '../kernel/settings.ts'
import type { Runtime, RuntimeDefinition } from '../kernel/runtime.ts'
import type { StateDefinition, Store } from '../kernel/store.ts'

/** One account in one region, and the world its resources live in. */
export interface Scope {
  account: string
  region: string
  clock: Clock
  log: Log
  settings: Settings
  docker: Docker
  /** The state of a service for this account and region. */
  state<T>(definition: StateDefinition<T>): T
  /** The same account and region for what changes nothing: `state` gives the data itself, which is read faster. */
  reading(): Scope
  /** Live objects of a service for this account and region. */
  runtime<T>(definition: RuntimeDefinition<T>): T
  /** Makes a change that is saved when this resolves, and undone when it rejects. */
  commit<T>(change: () => T): Promise<Awaited<T>>
  /** Runs an effect once the changes made before it are saved. */
  afterCommit(effect: () => void): void
  /** Another account, in the same region unless one is given, for calls that name a resource there (STS). */
  inAccount(account: string, region?: string): Scope
}

/** Who makes a call. `roleArn` is there for a role's temporary credentials. */
export interface Caller {
  account: string
  arn: string
  userId: string
  accessKeyId: string
  roleArn?: string
  /** Whether STS issued the credentials. */
  temporary?: boolean
}

/** What an operation gets besides its input. */
export interface Call extends Scope {
  caller: Caller
  requestId: string
  /**
   * `localhost:<port>` as the client reaches the emulator: what handed-out URLs are built from. AWS's own name of
   * the service (`api.ecr.us-east-1.amazonaws.com`) where a proxy leads the client here by that, over TLS.
   */
  endpoint: string
}

type Required<T> = {
  [K in keyof T]: Record<never, never> extends Pick<T, K>
    ? Given<T[K]>
    : Given<Exclude<T[K], undefined>>
}

/** An SDK input after validation: members that the model requires are there. */
export type Given<T> = T extends Date | Uint8Array | string | number | boolean
  ? T
  : T extends (infer Item)[]
    ? Given<Item>[]
    : T extends object
      ? Required<T>
      : T

/** What an operation returns: the SDK's output without the client's own metadata. */
export type Output<O> = Omit<O, '$metadata'>

/** One AWS operation: typed input in, typed output out; HTTP, XML, JSON and the model's rules are not its business. */
export type Operation<I, O> = (input: Given<I>, call: Call) => Output<O> | Promise<Output<O>>

/** A running emulator, as its long-lived parts (scheduler, proxy, registry) see it. */
export interface Emulator {
  store: Store
  runtime: Runtime
  clock: Clock
  docker: Docker
  log: Log
  settings: Settings
  /** The port the emulator listens on in its own network namespace. */
  port(): number
  /** Serves a connection that another server has accepted. */
  serve(socket: Socket): void
  scope(account: string, region: string): Scope
  /** Forgets all data and live objects. */
  reset(): void
}

/** HTTP that is not an AWS call (the registry, load balancers, the OIDC issuer): `true` when it took the request. */
export type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  emulator: Emulator,
) => boolean

/** Requests for an application behind a load balancer, and connections that it upgrades (WebSockets). */
export interface Traffic {
  route: Route
  canUpgrade(request: IncomingMessage, emulator: Emulator): boolean
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, emulator: Emulator): void
}

export interface Worker {
  close(): void | Promise<void>
}

export interface Service {
  /** The model's name in `models/` and the service's name in LocalStack's health page. */
  name: string
  operations: Record<string, Operation<never, object>>
  /** What each operation needs to be allowed; one without a row is denied when IAM is enforced. */
  actions?: Actions
  /** Members accepted and not acted on, by operation, as paths through structures and lists: logged once and listed on the coverage page. */
  ignored?: Record<string, string[]>
  /** Bytes that the body of an operation may have, where it needs more than its protocol allows. */
  bodyLimits?: Record<string, number>
  /** This service's own wording of input that the model rules out. */
  invalid(violations: Violation[]): AwsError
  route?: Route
  /** Requests for the applications under rehearsal, which get them as they are, from any page. */
  traffic?: Traffic
  start?(emulator: Emulator): Worker
}

/** Declares a service; its `index.ts` is the table of its operations. */
export const defineService = (service: Service): Service => service
