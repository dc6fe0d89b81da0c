import { clientError } from '../errors.ts'
import type { ContainerInput, Registration } from './registration.ts'

type PortMapping = NonNullable<ContainerInput['portMappings']>[number]

interface Ports {
  first: number
  last: number
  protocol: string
  isRange: boolean
}

/** Rejects port mappings that ECS rejects. */
export function checkPorts({ containerDefinitions, networkMode }: Registration): void {
  const isShared = networkMode === 'awsvpc' || networkMode === 'host'
  const names = new Set<string>()
  const used: Ports[] = []
  for (const { portMappings = [], name: container } of containerDefinitions) {
    for (const mapping of portMappings) {
      checkName(mapping, names)
      const ports = portsOf(mapping, container)
      const onHost = isShared ? ports : hostPort(mapping, ports)
      if (onHost) checkFree(onHost, used)
      if (onHost) used.push(onHost)
      checkHostPort(mapping, networkMode)
    }
    if (portMappings.filter(({ containerPortRange }) => containerPortRange).length > maxRanges)
      throw clientError(`A container can have at most ${maxRanges} containerPortRange settings.`)
  }
}

const maxRanges = 100

/** A host port that is given. Without one, ECS takes a free port. */
const hostPort = ({ hostPort }: PortMapping, ports: Ports): Ports | undefined =>
  hostPort ? { ...ports, first: hostPort, last: hostPort } : undefined

/** TCP and UDP may use the same port: https://github.com/awsdocs/amazon-ecs-developer-guide/pull/128. */
function checkFree(ports: Ports, used: Ports[]): void {
  const { first, last, protocol, isRange } = ports
  const other = used.find(
    (each) => each.protocol === protocol && first <= each.last && each.first <= last,
  )
  if (!other) return
  throw clientError(
    isRange || other.isRange
      ? 'container port is used multiple times in task'
      : `${protocol.toUpperCase()} host port '${first}' is mapped multiple times in task.`,
  )
}

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
  { containerPort, containerPortRange, hostPort, protocol = 'tcp' }: PortMapping,
  container = '',
): Ports {
  if (containerPortRange === undefined) {
    if (containerPort === undefined || containerPort < 1 || containerPort > 65535)
      throw clientError(`Invalid 'containerPort' setting for container '${container}'.`)
    return { first: containerPort, last: containerPort, protocol, isRange: false }
  }
  if (containerPort !== undefined || hostPort !== undefined)
    throw clientError('cannot specify both single port and port range')
  const [, low, high] = /^(\d+)-(\d+)$/.exec(containerPortRange) ?? []
  const [first, last] = [Number(low), Number(high)]
  if (!(first >= 1 && first < last && last <= 65535))
    throw clientError("Invalid 'containerPortRange' setting. Must be of the form <low>-<high>.")
  return { first, last, protocol, isRange: true }
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
