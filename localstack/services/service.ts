import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Clock } from '../kernel/clock.ts'
import type { Docker } from '../docker/index.ts'
import type { AwsError } from '../kernel/errors.ts'
import type { PermissionTable } from '../access/permission.ts'
import type { Log } from '../kernel/log.ts'
import type { Violation } from '../wire/validate.ts'
import type { Settings } from '../kernel/settings.ts'
import type { Runtime } from '../kernel/runtime.ts'
import type { Call, Scope } from '../kernel/scope.ts'
import type { Store } from '../kernel/store.ts'

/** A scope with the engine that runs tasks. */
export interface EngineScope extends Scope {
  docker: Docker
  reading(): EngineScope
  inAccount(account: string, region?: string): EngineScope
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

/** An operation's output: the SDK's without the client's own metadata. */
export type Output<O> = Omit<O, '$metadata'>

/** One AWS operation: typed input in, typed output out; HTTP, XML, JSON and the model's rules are not its business. */
export interface Operation<I, O> {
  (input: Given<I>, call: Call): Output<O> | Promise<Output<O>>
  /** It changes nothing, so it is given the data itself, and a GET may ask for it. */
  readOnly?: true
  /** Its callers have no credentials yet. */
  unsigned?: true
}

/** Declares that an operation changes nothing. */
export const readOnly = <I, O>(operation: Operation<I, O>): Operation<I, O> =>
  Object.assign(operation, { readOnly: true as const })

/** Declares that an operation is called to get credentials. */
export const unsigned = <I, O>(operation: Operation<I, O>): Operation<I, O> =>
  Object.assign(operation, { unsigned: true as const })

/** Gives an operation that wraps another one what that one declares. */
export const wrapping = (
  wrapped: Operation<never, object>,
  operation: Operation<never, object>,
): Operation<never, object> => {
  const { readOnly: isReadOnly, unsigned: isUnsigned } = wrapped
  return Object.assign(
    operation,
    isReadOnly && { readOnly: isReadOnly },
    isUnsigned && { unsigned: isUnsigned },
  )
}

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
  scope(account: string, region: string): EngineScope
  /** Removes all data and live objects. */
  reset(): void
  /** Changes all data at once, while nothing works on it. What is live begins anew, as after a start. */
  restart(change: () => void): Promise<void>
}

/** HTTP that is not an AWS call (the registry, load balancers, the OIDC issuer): `true` when it took the request. */
export type HttpRoute = (
  request: IncomingMessage,
  response: ServerResponse,
  emulator: Emulator,
) => boolean

/** Connections that leave HTTP (WebSockets). */
export interface Upgrades {
  canUpgrade(request: IncomingMessage, emulator: Emulator): boolean
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, emulator: Emulator): void
}

/** Requests for an application behind a load balancer, and connections that it upgrades. */
export interface Traffic extends Upgrades {
  route: HttpRoute
}

export interface Worker {
  close(): void | Promise<void>
}

export interface ServiceDefinition {
  /** The model's name in `models/` and the service's name in LocalStack's health page. */
  name: string
  operations: Record<string, Operation<never, object>>
  /** The prefix of its actions in policies, if it is not the name in signatures. */
  actionPrefix?: string
  /** The permissions of each operation. An operation without a rule is denied when IAM is enforced. */
  permissions?: PermissionTable
  /** Members accepted and not acted on, by operation, as paths through structures and lists: logged once and listed on the coverage page. */
  ignored?: Record<string, string[]>
  /** What AWS accepts and the emulator answers with 501: by the sentence given to `notImplemented`, or its beginning, as `Operation.member`, or `Operation.member=value|value`. Every value of an enum that is answered so is among them. */
  rejected?: Record<string, string[]>
  /** What is rejected as in an account that has none of what the emulator lacks: by AWS's sentence, as in `rejected`. */
  rejectedAsOnAws?: Record<string, string[]>
  /** The limit of an operation's body in bytes, if it exceeds the protocol's. */
  bodyLimits?: Record<string, number>
  /** This service's own wording of input that the model rules out. */
  invalid(violations: Violation[]): AwsError
  route?: HttpRoute
  /** Takes connections that a client asks for by CONNECT. */
  connect?(request: IncomingMessage, socket: Duplex, emulator: Emulator): void
  /** WebSockets of the service's own. Web pages of other origins do not get them. */
  upgrades?: Upgrades
  /** Requests for the deployed applications, which get them unchanged, from any page. */
  traffic?: Traffic
  start?(emulator: Emulator): Worker
}

/** Declares a service; its `index.ts` is the table of its operations. */
export const defineService = (service: ServiceDefinition): ServiceDefinition => service
