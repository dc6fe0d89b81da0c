import { clientError } from '../errors.ts'
import type { ContainerInput } from './registration.ts'

/** Rejects dependencies that ECS rejects. */
export function checkDependencies(containers: ContainerInput[]): void {
  const byName = new Map(containers.map((container) => [container.name, container]))
  for (const { dependsOn = [] } of containers)
    for (const { containerName, condition } of dependsOn) {
      const target = byName.get(containerName)
      if (!target)
        throw clientError(`Cannot depend on container ${containerName} because it does not exist.`)
      if (condition === 'HEALTHY' && !target.healthCheck)
        throw clientError(
          'A dependency container with HEALTHY condition must have health check configured.',
        )
      if ((condition === 'SUCCESS' || condition === 'COMPLETE') && (target.essential ?? true))
        throw clientError(
          'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container.',
        )
    }
  const free = new Set<string>()
  for (const { name } of containers) checkNoCycle(name!, byName, { path: [], free })
}

/** `free` contains the containers that are known not to lead to a cycle. */
function checkNoCycle(
  name: string,
  byName: Map<string | undefined, ContainerInput>,
  { path, free }: { path: string[]; free: Set<string> },
): void {
  if (path.includes(name)) throw clientError('Container dependencies must not contain a cycle.')
  if (free.has(name)) return
  for (const { containerName } of byName.get(name)?.dependsOn ?? [])
    checkNoCycle(containerName, byName, { path: [...path, name], free })
  free.add(name)
}
