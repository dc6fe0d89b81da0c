import { unless } from './error.ts'
import { type Engine, requestJson } from './request.ts'

/** https://docs.docker.com/reference/api/engine/version/v1.44/#tag/Container/operation/ContainerCreate, the part that is used. */
export interface ContainerSpec {
  Image: string
  Cmd?: string[] | undefined
  Entrypoint?: string[] | undefined
  Env?: string[] | undefined
  User?: string | undefined
  Hostname?: string | undefined
  WorkingDir?: string | undefined
  Tty?: boolean | undefined
  OpenStdin?: boolean | undefined
  StopTimeout?: number | undefined
  Labels?: Record<string, string> | undefined
  ExposedPorts?: Record<string, object> | undefined
  Healthcheck?:
    | {
        Test: string[]
        Interval?: number
        Timeout?: number
        Retries?: number
        StartPeriod?: number
        StartInterval?: number
      }
    | undefined
  HostConfig?: HostConfig | undefined
}

export interface VolumeMount {
  Type: 'volume'
  Source: string
  Target: string
  ReadOnly: boolean
  /** An empty volume gets the image's files at this path, unless `NoCopy` is set. */
  VolumeOptions: { NoCopy: boolean }
}

/** The part of a container's configuration that depends on the machine, as far as tasks have any. */
export interface HostConfig {
  NetworkMode?: string | undefined
  DnsSearch?: string[] | undefined
  PidMode?: string | undefined
  Memory?: number | undefined
  MemoryReservation?: number | undefined
  NanoCpus?: number | undefined
  CpuShares?: number | undefined
  PidsLimit?: number | undefined
  ReadonlyRootfs?: boolean | undefined
  Init?: boolean | undefined
  CapAdd?: string[] | undefined
  CapDrop?: string[] | undefined
  SecurityOpt?: readonly 'no-new-privileges'[] | undefined
  Ulimits?: { Name: string; Soft: number; Hard: number }[] | undefined
  Sysctls?: Record<string, string> | undefined
  /** Mount options by path. */
  Tmpfs?: Record<string, string> | undefined
  Mounts?: VolumeMount[] | undefined
  /** `<container>:ro` or `<container>:rw`. */
  VolumesFrom?: string[] | undefined
  LogConfig?: { Type: string; Config: Record<string, string> } | undefined
}

export interface ContainerState {
  Status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead'
  Running: boolean
  OOMKilled: boolean
  ExitCode: number
  Error: string
  StartedAt: string
  FinishedAt: string
  Health?: { Status: 'none' | 'starting' | 'healthy' | 'unhealthy' }
}

export interface ContainerDetails {
  Id: string
  Name: string
  Created: string
  Image: string
  State: ContainerState
  Config: { Image: string; Labels: Record<string, string>; Env?: string[] | undefined }
  HostConfig: { NetworkMode: string }
  NetworkSettings: {
    Networks: Record<
      string,
      {
        IPAddress: string
        Gateway: string
        NetworkID: string
        DNSNames?: string[] | null
        Aliases?: string[] | null
      }
    >
    /** By `<port>/tcp`, where a port is published on the engine's machine. */
    Ports?: Record<string, { HostPort: string }[] | null>
  }
}

export interface ContainerSummary {
  Id: string
  Names: string[]
  Image: string
  State: string
  /** For people: `Up 2 minutes (healthy)`. */
  Status: string
  Labels: Record<string, string>
  NetworkSettings: {
    Networks: Record<string, { IPAddress: string; GlobalIPv6Address: string }>
  }
}

/** The engine's containers. */
export interface Containers {
  /** Makes a container and returns its id. */
  create(name: string, spec: ContainerSpec, platform?: string): Promise<string>
  start(id: string): Promise<void>
  /** Sends the stop signal, waits `timeoutSeconds`, then kills; does nothing if the container is stopped or removed. */
  stop(id: string, timeoutSeconds: number): Promise<void>
  kill(id: string, signal: string): Promise<void>
  /** Removes a container with its anonymous volumes, even if it is running; does nothing if it is removed. */
  remove(id: string): Promise<void>
  /** Undefined when there is no such container. */
  inspect(id: string): Promise<ContainerDetails | undefined>
  /** The resource usage of a running container, as the engine reports it. */
  stats(id: string): Promise<{ networks?: Record<string, object> }>
  /** Waits for the end of a container and returns its exit code. */
  wait(id: string): Promise<number>
  /** Containers, also stopped ones, that carry all these labels. */
  list(labels: Record<string, string>): Promise<ContainerSummary[]>
}

export function containersAt(engine: Engine): Containers {
  const post = (path: string, query?: Record<string, unknown>) =>
    requestJson<void>(engine, { method: 'POST', path, query })
  return {
    async create(name, spec, platform) {
      const path = '/containers/create'
      const request = { method: 'POST', path, query: { name, platform }, body: spec } as const
      return (await requestJson<{ Id: string }>(engine, request)).Id
    },
    start: (id) => post(`/containers/${id}/start`),
    stop: (id, timeoutSeconds) =>
      requestJson<void>(engine, {
        method: 'POST',
        path: `/containers/${id}/stop`,
        query: { t: timeoutSeconds },
        patience: (timeoutSeconds + 30) * 1000,
      }).catch(unless(404)),
    kill: (id, signal) => post(`/containers/${id}/kill`, { signal }),
    remove: (id) =>
      requestJson<void>(engine, {
        method: 'DELETE',
        path: `/containers/${id}`,
        query: { force: true, v: true },
      }).catch(unless(404, 409)),
    inspect: (id) =>
      requestJson<ContainerDetails>(engine, { path: `/containers/${id}/json` }).catch(unless(404)),
    stats: (id) =>
      requestJson<{ networks?: Record<string, object> }>(engine, {
        path: `/containers/${id}/stats`,
        query: { stream: false },
      }),
    wait: async (id) =>
      (
        await requestJson<{ StatusCode: number }>(engine, {
          method: 'POST',
          path: `/containers/${id}/wait`,
          follows: true,
        })
      ).StatusCode,
    list: (labels) =>
      requestJson<ContainerSummary[]>(engine, {
        path: '/containers/json',
        query: { all: true, filters: labelFilter(labels) },
      }),
  }
}

export const labelFilter = (labels: Record<string, string>) => ({
  label: Object.entries(labels).map(([key, value]) => `${key}=${value}`),
})
