import type { App } from '../release/app.ts'
import type { Engine } from './engine.ts'
import { filtersOf, serviceLabel } from './project.ts'

/** A container of the app on a host, as `docker inspect` describes it. */
export interface HostContainer {
  name: string
  image: string
  service: string | undefined
  labels: Record<string, string>
  status: 'created' | 'running' | 'restarting' | 'exited' | 'dead' | 'paused' | 'removing'
  exitCode: number
  /** Undefined without a health check. */
  health: 'starting' | 'healthy' | 'unhealthy' | undefined
  /** The time in which its health check, if it has one, finds it healthy or unhealthy. */
  healthSeconds: number
  /** The output of the last run of the health check. */
  healthOutput: string
  /** It has been healthy once: it has its restart policy. */
  isAccepted: boolean
}

interface Inspected {
  Name: string
  Config: { Image: string; Labels: Record<string, string>; Healthcheck?: Healthcheck }
  HostConfig: { RestartPolicy: { Name: string } }
  State: {
    Status: HostContainer['status']
    ExitCode: number
    Health?: { Status: HostContainer['health']; Log?: { Output: string }[] | null }
  }
}

/** Times in nanoseconds; without one, Docker's default. */
interface Healthcheck {
  Interval?: number
  Timeout?: number
  StartPeriod?: number
  Retries?: number
}

const restartPolicy = 'unless-stopped'

/** Lists the containers of an app. */
export async function listContainers(engine: Engine, app: App): Promise<HostContainer[]> {
  const names = await engine.docker(['ps', '--all', '--quiet', ...filtersOf(app)])
  return names === '' ? [] : inspectContainers(engine, names.split('\n'))
}

export async function inspectContainers(
  { docker }: Engine,
  names: string[],
): Promise<HostContainer[]> {
  const inspected = JSON.parse(await docker(['inspect', ...names])) as Inspected[]
  return inspected.map(({ Name, Config, HostConfig, State }) => ({
    name: Name.slice(1),
    image: Config.Image,
    service: Config.Labels[serviceLabel],
    labels: Config.Labels,
    status: State.Status,
    exitCode: State.ExitCode,
    health: State.Health?.Status,
    healthSeconds: secondsOf(Config.Healthcheck),
    healthOutput: State.Health?.Log?.at(-1)?.Output.trim() ?? '',
    isAccepted: HostConfig.RestartPolicy.Name === restartPolicy,
  }))
}

function secondsOf(check: Healthcheck | undefined): number {
  if (!check) return 0
  const { Interval = 30e9, Timeout = 30e9, StartPeriod = 0, Retries = 3 } = check
  return (StartPeriod + (Interval + Timeout) * (Retries + 1)) / 1e9
}

/** Marks a container as healthy: Docker starts it again when it ends, and with the host. */
export const acceptContainer = ({ docker }: Engine, name: string): Promise<unknown> =>
  docker(['update', `--restart=${restartPolicy}`, name])

/** Stops a container by its stop signal and in its grace period, and removes it with its image. */
export async function stopContainer(engine: Engine, container: Named): Promise<void> {
  await engine.docker(['stop', container.name])
  await removeContainer(engine, container)
}

/** Removes a container that serves nothing, and its image unless another container has it. */
export async function removeContainer({ docker }: Engine, { name, image }: Named): Promise<void> {
  await docker(['rm', '--force', '--volumes', name])
  await docker(['image', 'rm', image]).catch(() => {})
}

type Named = Pick<HostContainer, 'name' | 'image'>

/** The last lines that a container has written. */
export async function lastLines({ docker }: Engine, name: string): Promise<string[]> {
  const lines: string[] = []
  await docker(['logs', '--tail=20', name], { onLine: (line) => lines.push(line) })
  return lines
}
