import type { Context } from '../release/context.ts'
import {
  acceptContainer,
  removeContainer,
  type HostContainer,
  stopContainer,
} from './containers.ts'
import type { DesiredContainer } from './desired.ts'
import type { Engine } from './engine.ts'
import { ensureRoute, type HostState } from './front.ts'
import { waitUntilHealthy } from './health.ts'
import { startProject } from './project.ts'
import { pullImage } from './pull.ts'
import { ensureVolumes } from './volumes.ts'

/** Starts a service's new container beside the old one, moves its requests, and drains the old one. */
export async function replaceContainer(
  context: Context,
  state: HostState,
  desired: DesiredContainer,
): Promise<void> {
  const { changes } = context
  const { engine } = state
  const { service, name, balancing } = desired
  const found = state.containers.filter((container) => container.service === service.name)
  if (found.some((container) => container.name === name && isServing(container)))
    changes.unchanged(`container ${name}`)
  else
    await changes.create(`container ${name}`, async () => {
      if (found.some((container) => container.name === name)) await removeContainer(engine, desired)
      return startBeside(context, engine, desired)
    })
  if (balancing)
    await ensureRoute(context, state, {
      service: service.name,
      change: { route: balancing.route(name), drainSeconds: balancing.drainSeconds },
    })
  for (const old of found.filter((container) => container.name !== name))
    await changes.remove(`container ${old.name}`, true, () => stopContainer(engine, old))
}

const isServing = ({ status, health, isAccepted }: HostContainer) =>
  isAccepted && status === 'running' && health !== 'unhealthy'

async function startBeside(
  context: Context,
  engine: Engine,
  { name, image, project, balancing }: DesiredContainer,
): Promise<string> {
  await ensureVolumes(engine, context.app, project.volumes)
  await pullImage(context, engine, image)
  try {
    await startProject(engine, project, { onLine: context.progress })
    await waitUntilHealthy(context, engine, { name, balancing })
  } catch (error) {
    await removeContainer(engine, { name, image }).catch(() => {})
    throw error
  }
  await acceptContainer(engine, name)
  return name
}
