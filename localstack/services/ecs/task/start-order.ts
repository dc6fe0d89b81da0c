import type { ContainerDefinitionRecord } from '../records.ts'

/** Groups containers by depth of `dependsOn`. Containers of a level start together, and stop together in reverse order. */
export function startLevels(
  containers: ContainerDefinitionRecord[],
): ContainerDefinitionRecord[][] {
  const levels: ContainerDefinitionRecord[][] = []
  const byName = new Map(containers.map((container) => [container.name, container]))
  const depths = new Map<ContainerDefinitionRecord, number>()
  const depthOf = (container: ContainerDefinitionRecord): number => {
    const known = depths.get(container)
    if (known !== undefined) return known
    const names = new Set(container.dependsOn?.map(({ containerName }) => containerName!))
    const depth = Math.max(0, ...[...names].map((name) => 1 + depthOf(byName.get(name)!)))
    depths.set(container, depth)
    return depth
  }
  for (const container of containers) (levels[depthOf(container)] ??= []).push(container)
  return levels
}
