import type { ContainerDefinition } from '../task-definition/task-definition.ts'

/** Containers by depth of `dependsOn`: those of a level start together and stop together, in reverse. */
export function startLevels(containers: ContainerDefinition[]): ContainerDefinition[][] {
  const levels: ContainerDefinition[][] = []
  const depthOf = (container: ContainerDefinition): number =>
    Math.max(
      0,
      ...(container.dependsOn ?? []).map(
        ({ containerName }) => 1 + depthOf(containers.find(({ name }) => name === containerName)!),
      ),
    )
  for (const container of containers) (levels[depthOf(container)] ??= []).push(container)
  return levels
}
