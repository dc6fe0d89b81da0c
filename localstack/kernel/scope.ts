import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import type { RuntimeDefinition } from './runtime.ts'
import type { Settings } from './settings.ts'
import type { StateDefinition } from './define-state.ts'

/** One account in one region. */
export interface Scope {
  account: string
  region: string
  clock: Clock
  log: Log
  settings: Settings
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

/** The principal that makes a call. `roleArn` is there for a role's temporary credentials. */
export interface Caller {
  account: string
  arn: string
  userId: string
  accessKeyId: string
  roleArn?: string
  /** True if STS issued the credentials. */
  temporary?: boolean
}

/** The context of an operation's call. */
export interface Call extends Scope {
  caller: Caller
  requestId: string
  /**
   * `localhost:<port>` as the client reaches the emulator: what handed-out URLs are built from. AWS's own name of
   * the service (`api.ecr.us-east-1.amazonaws.com`) where a proxy leads the client here by that, over TLS.
   */
  endpoint: string
  /** The host that the client's request names, with its port. */
  host: string
}
