import { requireFreePort } from '../release/free-port.ts'
import { run } from '../release/run.ts'

/** A service of `compose.yaml`, and the ports of this machine that lead to its own. */
export interface DevService {
  name: string
  ports: { published: number; target: number }[]
}

interface Config {
  services: Record<string, { ports?: { published?: string; target: number; protocol?: string }[] }>
}

/** Reads the services that `docker compose up` starts, without the emulator. */
export async function readDevServices(): Promise<DevService[]> {
  const config = await run('docker', ['compose', 'config', '--format', 'json'])
  const { localstack: _, ...services } = (JSON.parse(config) as Config).services
  return Object.entries(services).map(([name, { ports = [] }]) => ({
    name,
    ports: ports.flatMap(({ published, target, protocol }) =>
      // A range of ports is left out: Docker takes one that is free.
      published && /^\d+$/.test(published) && protocol !== 'udp'
        ? [{ published: Number(published), target }]
        : [],
    ),
  }))
}

/** Checks the ports of services that do not run, before anything is built. */
export async function requireFreePorts(services: DevService[]): Promise<void> {
  const list = ['compose', 'ps', '--services', '--status', 'running']
  const running = (await run('docker', list)).split('\n')
  for (const { name, ports } of services.filter(({ name }) => !running.includes(name)))
    for (const { published } of ports)
      await requireFreePort(published, `port ${published}, which compose.yaml gives to ${name},`)
}

/** Where a service answers on this machine, each with the port that its program listens on. */
export const addressesOf = ({ ports }: DevService): string =>
  ports.map(({ published, target }) => `localhost:${published} (${target})`).join(', ')
