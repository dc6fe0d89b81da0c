import type { TaskDefinition } from '@aws-sdk/client-ecs'
import type { AppService } from './services.ts'

/**
 * The container of a task that is the service itself: the one with an image of the service's own, or
 * else with its name, or the only one. The others are sidecars.
 */
export function ownContainer(
  { containerDefinitions = [] }: Pick<TaskDefinition, 'containerDefinitions'>,
  { name, family, repository }: Pick<AppService, 'name' | 'family' | 'repository'>,
): string {
  const [first, second] = containerDefinitions
  const own =
    containerDefinitions.find(({ image }) => image?.includes(`/${repository}@`)) ??
    containerDefinitions.find((container) => container.name === name) ??
    (second ? undefined : first)
  if (own) return own.name!
  throw new Error(
    `no container of ${family} has an image of ${repository}, or the name ${name}: give it to the one that does the work, and run \`npm run register\``,
  )
}
