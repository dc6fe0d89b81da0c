import { clientError } from '../errors.ts'
import type { Registration } from './rules.ts'

/** What ECS refuses in volumes and where they are mounted. */
export function checkVolumes({ volumes = [], containerDefinitions }: Registration): void {
  const names = volumes.map(({ name }) => name)
  const mounted = new Set<string | undefined>()
  for (const { mountPoints = [], volumesFrom = [] } of containerDefinitions) {
    for (const { sourceVolume } of mountPoints) {
      if (!names.includes(sourceVolume)) throw clientError(`Unknown volume '${sourceVolume}'.`)
      mounted.add(sourceVolume)
    }
    for (const { sourceContainer } of volumesFrom)
      if (!containerDefinitions.some(({ name }) => name === sourceContainer))
        throw clientError(`Invalid 'volumesFrom' setting. Unknown container: '${sourceContainer}'.`)
  }
  const idle = names.filter((name) => !mounted.has(name))
  if (idle.length > 0)
    throw clientError(`Volumes [${idle.join(', ')}] are not referenced by any of the containers.`)
}
