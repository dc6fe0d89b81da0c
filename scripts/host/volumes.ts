import type { App } from '../release/app.ts'
import type { ComposeVolume } from '../release/compose.ts'
import type { Engine } from './engine.ts'
import { labelFlags } from './project.ts'

/** The named volumes that a service has in `compose.yaml`. Bind mounts are of the machine that builds. */
export function volumesOf(app: App, all: ComposeVolume[]) {
  const mounts = all.filter(({ type, source }) => type === 'volume' && source)
  const volumes = mounts.map(({ source }) => [
    source!,
    { name: `${app.name}_${source}`, external: true },
  ])
  return { mounts, volumes: Object.fromEntries(volumes) as Record<string, { name: string }> }
}

/** Creates the volumes that are missing. `docker volume create` leaves one that exists as it is. */
export async function ensureVolumes(
  { docker }: Engine,
  app: App,
  volumes: Record<string, { name: string }>,
): Promise<void> {
  for (const { name } of Object.values(volumes))
    await docker(['volume', 'create', ...labelFlags(app), name])
}
