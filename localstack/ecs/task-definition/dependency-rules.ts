import { clientError } from '../errors.ts'
import type { ContainerInput } from './rules.ts'

/** What ECS refuses in `dependsOn`. */
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
  for (const { name } of containers) checkNoCycle(name!, byName, [])
}

function checkNoCycle(
  name: string,
  byName: Map<string | undefined, ContainerInput>,
  path: string[],
): void {
  if (path.includes(name)) throw clientError('Container dependencies must not contain a cycle.')
  for (const { containerName } of byName.get(name)?.dependsOn ?? [])
    checkNoCycle(containerName, byName, [...path, name])
}
