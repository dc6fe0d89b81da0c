import type { Context } from '../release/context.ts'
import { stopContainer } from './containers.ts'
import { ensureRoute, frontOf, type HostState } from './front.ts'
import { filtersOf, networkOf } from './project.ts'

/** The longest that requests to a removed service may take. */
const drainSeconds = 30

/** Removes the containers of services, with their routes and their images. */
export async function removeServices(
  context: Context,
  state: HostState,
  isRemoved: (service: string) => boolean,
): Promise<void> {
  const { engine, containers } = state
  for (const container of containers) {
    const { name, service } = container
    if (service === undefined || !isRemoved(service)) continue
    await ensureRoute(context, state, { service, change: { drainSeconds } })
    await context.changes.remove(`container ${name}`, true, () => stopContainer(engine, container))
  }
}

/** Removes everything that the app has on a host but its volumes. */
export async function removeFromHost(context: Context, state: HostState): Promise<void> {
  const { app, changes, print } = context
  const { docker, context: name } = state.engine
  await removeServices(context, state, () => true)
  const front = state.containers.find((container) => container.name === frontOf(app))
  if (front)
    await changes.remove(`front ${front.name}`, true, async () => {
      await docker(['stop', front.name])
      await docker(['rm', front.name])
      await docker(['volume', 'rm', '--force', frontOf(app)])
    })
  if (await docker(['network', 'ls', '--quiet', ...filtersOf(app)]))
    await changes.remove(`network ${networkOf(app)}`, true, () =>
      docker(['network', 'rm', networkOf(app)]),
    )
  const kept = await docker(['volume', 'ls', '--quiet', ...filtersOf(app)])
  for (const volume of kept.split('\n').filter(Boolean))
    print(
      `kept         volume ${volume}: \`docker --context ${name} volume rm ${volume}\` deletes it`,
    )
}
