import { type Containers, containersAt } from './container.ts'
import { type ContainerEvent, type Interest, subscribe, type Subscription } from './events.ts'
import { type Execs, execsAt } from './exec.ts'
import { type Images, imagesAt } from './image.ts'
import type { Log } from '../kernel/log.ts'
import { followLogs, type LogLine } from './logs.ts'
import { type Networks, networksAt } from './network.ts'
import { Outage } from './outage.ts'
import { type Volumes, volumesAt } from './volume.ts'

export type * from './container.ts'
export type { TerminalSize } from './exec.ts'
export type { ContainerEvent, Subscription } from './events.ts'
export type { ImageDetails, RegistryLogin } from './image.ts'
export type { LogLine } from './logs.ts'
export { DockerError, isOutage } from './error.ts'
export type { VolumeSummary } from './volume.ts'

/** The Docker Engine, over its API. */
export interface Docker {
  /** The engine's address: a path or `host:port`. */
  readonly endpoint: string
  containers: Containers
  execs: Execs
  images: Images
  networks: Networks
  volumes: Volumes
  /** A container's output from `since` on, until the container ends or `signal` aborts. */
  logs(id: string, since?: string, signal?: AbortSignal): AsyncIterable<LogLine>
  /** Subscribes to the events of containers, from the moment it returns. */
  events(interest: Interest, onEvent: (event: ContainerEvent) => void): Promise<Subscription>
}

/** Connects to an engine's API socket; the log has a line when the engine goes away and one when it is back. */
export function dockerAt(endpoint: string, log: Log = () => {}): Docker {
  const engine = { endpoint, outage: new Outage(endpoint, log) }
  return {
    endpoint,
    containers: containersAt(engine),
    execs: execsAt(engine),
    images: imagesAt(engine),
    networks: networksAt(engine),
    volumes: volumesAt(engine),
    logs: (id, since, signal) => followLogs(engine, id, { since, signal }),
    events: (interest, onEvent) => subscribe(engine, interest, onEvent),
  }
}
