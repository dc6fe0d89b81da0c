import { hostname } from 'node:os'
import type { Emulator } from '../../service.ts'

/**
 * The registry from which Docker pulls images of this emulator's ECR. An image may name any port of this machine, but
 * the login is valid for this registry only: another port is replaced by the emulator's own.
 */
export async function ownRegistry(emulator: Emulator, image: string): Promise<string> {
  const ports = await publishedPorts(emulator)
  const [host, port] = /^localhost:(\d+)/.exec(image) ?? []
  return host && ports.includes(port!) ? host : `localhost:${ports[0]}`
}

/** Ports of Docker's machine that are mapped to the emulator. */
async function publishedPorts({ settings, docker, port }: Emulator): Promise<string[]> {
  const own = String(port())
  if (!settings.inContainer) return [own]
  const self = await docker.containers.inspect(hostname())
  const published = self?.NetworkSettings.Ports?.[`${own}/tcp`] ?? []
  return published.length > 0 ? published.map(({ HostPort }) => HostPort) : [own]
}
