import { hostname } from 'node:os'
import type { Docker } from '../docker/index.ts'
import type { Emulator } from '../services/service.ts'

/**
 * Names by which clients reach this emulator, in lower case: the machine's, the one in LOCALSTACK_HOST and, soon
 * after the start, those that its container has in its networks.
 */
export function ownNames({ settings, docker }: Pick<Emulator, 'settings' | 'docker'>): Set<string> {
  const names = new Set<string>()
  const add = (name: string) => names.add(name.toLowerCase())
  add(hostname())
  if (settings.ownHost) add(settings.ownHost)
  if (settings.inContainer) void containerNames(docker).then((found) => found.forEach(add))
  return names
}

/** None where the engine does not answer. */
async function containerNames(docker: Docker): Promise<string[]> {
  const self = await docker.containers.inspect(hostname()).catch(() => undefined)
  return Object.entries(self?.NetworkSettings.Networks ?? {}).flatMap(
    ([network, { DNSNames, Aliases }]) =>
      [...(DNSNames ?? []), ...(Aliases ?? [])].flatMap((name) => [name, `${name}.${network}`]),
  )
}
