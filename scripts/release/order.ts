import { type ComposeProject, readProject } from './compose.ts'
import type { Context } from './context.ts'
import { type AppService, isJob } from './services.ts'

/** The condition of `depends_on` for a job that has to end well first. */
const completed = 'service_completed_successfully'

/** A service, and those of the same release that come before it. */
export interface ReleaseStep<Item = AppService> {
  service: Item
  after: Item[]
}

/** The services of a verb in the order of a release, with the jobs that they need. */
export const releaseOrder = async ({ app, services }: Context): Promise<ReleaseStep[]> =>
  inReleaseOrder(services, { all: app.services, project: await readProject() })

/**
 * Puts each service after those that it depends on in `compose.yaml`. Adds the jobs that have to
 * complete before one of them starts.
 */
export function inReleaseOrder(
  services: AppService[],
  { all, project }: { all: AppService[]; project: ComposeProject },
): ReleaseStep[] {
  const ordered = new Map<AppService, AppService[]>()
  const add = (service: AppService) => {
    if (ordered.has(service)) return
    const after = dependenciesOf(service, all, project)
      .filter(
        ({ other, condition }) =>
          services.includes(other) || (isJob(other) && condition === completed),
      )
      .map(({ other }) => other)
    for (const other of after) add(other)
    ordered.set(service, after)
  }
  for (const service of services) add(service)
  return Array.from(ordered, ([service, after]) => ({ service, after }))
}

function dependenciesOf({ name }: AppService, all: AppService[], { services }: ComposeProject) {
  return Object.entries(services[name]?.depends_on ?? {}).flatMap(([dependency, { condition }]) => {
    const other = all.find((service) => service.name === dependency)
    return other ? [{ other, condition }] : []
  })
}
