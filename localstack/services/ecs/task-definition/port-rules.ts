import { clientError } from '../errors.ts'
import type { ContainerInput, Registration } from './registration.ts'

type PortMapping = NonNullable<ContainerInput['portMappings']>[number]

/** Ports of one network, each as `first-last`, with the protocol they are used for. */
interface Used {
  first: number
  last: number
}

/** Rejects port mappings that ECS rejects. */
export function checkPorts({ containerDefinitions, networkMode }: Registration): void {
  const shared = networkMode === 'awsvpc' || networkMode === 'host'
  const names = new Set<string>()
  let used: Used[] = []
  for (const { portMappings = [], name: container } of containerDefinitions) {
    if (!shared) used = []
    for (const mapping of portMappings) {
      checkName(mapping, names)
      const { first, last } = portsOf(mapping, container)
      if (used.some((other) => first <= other.last && other.first <= last))
        throw clientError('container port is used multiple times in task')
      used.push({ first, last })
      checkHostPort(mapping, networkMode)
    }
    if (portMappings.filter(({ containerPortRange }) => containerPortRange).length > maxRanges)
      throw clientError(`A container can have at most ${maxRanges} containerPortRange settings.`)
  }
}

const maxRanges = 100

function checkName({ name }: PortMapping, names: Set<string>): void {
  if (name === undefined) return
  if (!/^[a-z0-9_][a-z0-9_-]{0,63}$/.test(name))
    throw clientError(
      'Invalid name for port mapping. It can have at most 64 characters: lowercase letters, numbers, underscores and hyphens, and cannot start with a hyphen.',
    )
  if (names.has(name)) throw clientError('port mapping name is already used')
  names.add(name)
}

function portsOf(
  { containerPort, containerPortRange, hostPort }: PortMapping,
  container = '',
): Used {
  if (containerPortRange === undefined) {
    if (containerPort === undefined || containerPort < 1 || containerPort > 65535)
      throw clientError(
        `Invalid 'containerPort' setting for container '${container}': must be between 1 and 65535.`,
      )
    return { first: containerPort, last: containerPort }
  }
  if (containerPort !== undefined || hostPort !== undefined)
    throw clientError('cannot specify both single port and port range')
  const [, low, high] = /^(\d+)-(\d+)$/.exec(containerPortRange) ?? []
  const [first, last] = [Number(low), Number(high)]
  if (!(first >= 1 && first < last && last <= 65535))
    throw clientError("Invalid 'containerPortRange' setting. Must be of the form <low>-<high>.")
  return { first, last }
}

function checkHostPort(
  { containerPort, hostPort }: PortMapping,
  networkMode: Registration['networkMode'],
): void {
  const same = networkMode === 'awsvpc' || networkMode === 'host'
  if (same && hostPort !== undefined && hostPort !== containerPort)
    throw clientError(
      `When networkMode=${networkMode}, the host ports and container ports in port mappings must match.`,
    )
}
