import { clientError } from '../errors.ts'
import type { Registration } from './rules.ts'

/** What ECS refuses in port mappings. */
export function checkPorts({ containerDefinitions, networkMode }: Registration): void {
  const used = new Set<string>()
  const names = new Set<string>()
  for (const { portMappings = [], name: container } of containerDefinitions)
    for (const {
      containerPort,
      hostPort,
      containerPortRange,
      protocol = 'tcp',
      name,
    } of portMappings) {
      if (name !== undefined && names.has(name))
        throw clientError('port mapping name is already used')
      if (name !== undefined) names.add(name)
      if (containerPortRange !== undefined) {
        checkRange(containerPortRange, containerPort ?? hostPort)
        continue
      }
      if (containerPort === undefined || containerPort < 1 || containerPort > 65535)
        throw clientError(
          `Invalid 'containerPort' setting for container '${container}': must be between 1 and 65535.`,
        )
      const mode = networkMode === 'awsvpc' || networkMode === 'host' ? networkMode : undefined
      if (mode && hostPort !== undefined && hostPort !== containerPort)
        throw clientError(
          `When networkMode=${mode}, the host ports and container ports in port mappings must match.`,
        )
      const key =
        networkMode === 'awsvpc'
          ? `${containerPort}/${protocol}`
          : `${container} ${containerPort}/${protocol}`
      if (used.has(key)) throw clientError('container port is used multiple times in task')
      used.add(key)
    }
}

function checkRange(range: string, single: number | undefined): void {
  if (single !== undefined) throw clientError('cannot specify both single port and port range')
  const [, first, last] = /^(\d+)-(\d+)$/.exec(range) ?? []
  if (first === undefined || Number(first) >= Number(last) || Number(last) > 65535)
    throw clientError(`Invalid 'containerPortRange' setting. Must be of the form <low>-<high>.`)
}
