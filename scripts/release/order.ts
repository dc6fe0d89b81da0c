import { type ComposeProject, readProject } from './compose.ts'
import type { Context } from './context.ts'
import { type AppService, isJob } from './services.ts'

/** The condition of `depends_on` for a job that has to end well first. */
const completed = 'service_completed_successfully'

/** The services of a verb in the order of a release, with the jobs that they need. */
export const releaseOrder = async ({ app, services }: Context): Promise<AppService[]> =>
  inOrder(services, { all: app.services, project: await readProject() })

/**
 * Puts each service after those that it depends on in `compose.yaml`. Adds the jobs that have to
 * complete before one of them starts.
 */
export function inOrder(
  services: AppService[],
  { all, project }: { all: AppService[]; project: ComposeProject },
): AppService[] {
  const ordered = new Set<AppService>()
  const add = (service: AppService) => {
    if (ordered.has(service)) return
    for (const { other, condition } of dependenciesOf(service, all, project))
      if (services.includes(other) || (isJob(other) && condition === completed)) add(other)
    ordered.add(service)
  }
  for (const service of services) add(service)
  return [...ordered]
}

function dependenciesOf({ name }: AppService, all: AppService[], { services }: ComposeProject) {
  return Object.entries(services[name]?.depends_on ?? {}).flatMap(([dependency, { condition }]) => {
    const other = all.find((service) => service.name === dependency)
    return other ? [{ other, condition }] : []
  })
}
