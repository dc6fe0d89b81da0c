import { actOn } from './failure/observed.ts'
import { httpPort } from './host/balancing.ts'
import { listContainers } from './host/containers.ts'
import { type DesiredContainer, readDesired } from './host/desired.ts'
import { type Engine, openEngine } from './host/engine.ts'
import { ensureFront, frontOf, type HostState, readRoutes } from './host/front.ts'
import { runHostJob } from './host/job.ts'
import { ensureNetwork } from './host/project.ts'
import { removeFromHost, removeServices } from './host/remove.ts'
import { replaceContainer } from './host/replace.ts'
import type { Flags } from './release/arguments.ts'
import { readProject } from './release/compose.ts'
import type { Context } from './release/context.ts'
import { BadInput } from './release/exit-codes.ts'
import { readRelease } from './release/git.ts'
import { inReleaseOrder } from './release/order.ts'
import { continuous, isJob } from './release/services.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, placeValues } from './resources/account.ts'

/** Runs the images of this commit on a Docker host, or removes the app from it. */
export async function host(context: Context, flags: Flags, names: string[]): Promise<void> {
  if (typeof flags.context !== 'string')
    throw new BadInput(
      'name the Docker context of the host: `npm run host -- --context=production`',
    )
  const engine = await openEngine(flags.context)
  if (flags.remove) await remove(context, engine, names)
  else await release(context, engine, names)
  context.print(context.changes.summary())
}

/** Reads and checks everything first, then replaces the containers that differ, one after the other. */
async function release(context: Context, engine: Engine, names: string[]): Promise<void> {
  const { app, dryRun, print } = context
  const sources = {
    release: await readRelease(),
    compose: await readProject(),
    values: placeValues(app, await findPlace(context)),
  }
  print(`version ${sources.release.version}, to the host of context ${engine.context}`)
  const services = names.length > 0 ? context.services : continuous(context.services)
  const steps = inReleaseOrder(services, { all: app.services, project: sources.compose })
  const desired: DesiredContainer[] = []
  for (const { service } of steps)
    await actOn(service.name, async () => {
      desired.push(await readDesired(context, engine, { service, sources }))
    })

  const containers = await listContainers(engine, app)
  const before = { engine, containers, routes: {} }
  if (!dryRun) await ensureNetwork(engine, app)
  if (desired.some(({ balancing }) => balancing))
    await ensureFront(context, before, httpPort(sources.values))
  const state = await withRoutes(context, before)
  for (const each of desired)
    await actOn(each.service.name, () =>
      isJob(each.service)
        ? runHostJob(context, state, each)
        : replaceContainer(context, state, each),
    )
  const known = app.services.map(({ name }) => name)
  if (names.length === 0)
    await removeServices(context, state, (service) => !known.includes(service))
}

async function remove(context: Context, engine: Engine, names: string[]): Promise<void> {
  const containers = await listContainers(engine, context.app)
  const state = await withRoutes(context, { engine, containers, routes: {} })
  if (names.length === 0) await removeFromHost(context, state)
  else await removeServices(context, state, (service) => names.includes(service))
}

/** Adds the routes of the front, if it runs. */
async function withRoutes({ app }: Context, state: HostState): Promise<HostState> {
  const { docker } = state.engine
  const running = await docker(['ps', '--quiet', `--filter=name=^${frontOf(app)}$`])
  return running === '' ? state : { ...state, routes: await readRoutes(state.engine, app) }
}

if (import.meta.main) await runVerb('host', host)
