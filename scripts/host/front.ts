import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { App } from '../release/app.ts'
import type { Context } from '../release/context.ts'
import { wait } from '../release/wait.ts'
import type { HostContainer } from './containers.ts'
import type { Engine } from './engine.ts'
import type { RouteChange } from './front/control.ts'
import type { Route } from './front/routes.ts'
import { hashOf, labelsOf, networkOf, type Project, startProject } from './project.ts'
import { requirePublicImage } from './pull.ts'

/** The container that has the host's port. It stays when services are replaced. */
export const frontOf = ({ name }: App): string => `${name}-front`

/** A host as it was found. */
export interface HostState {
  engine: Engine
  containers: HostContainer[]
  /** By service; none without a front. */
  routes: Record<string, Route>
}

/** The base image of this repository's own images: the programs of the front need only Node. */
const nodeImage = () => process.env.NODE_IMAGE || 'node:26-slim'

const folder = '/front'
const data = '/data'
const socket = '/tmp/control.sock'

/** Starts the front, or starts it anew if its port, its image or its programs have changed. */
export async function ensureFront(
  context: Context,
  { engine, containers }: HostState,
  port: number,
): Promise<void> {
  const { app, changes, progress } = context
  const { project, revision } = frontProject(app, port)
  const what = `front ${frontOf(app)} on port ${port}`
  const found = containers.find(({ name }) => name === frontOf(app))
  if (found?.status === 'running' && found.labels[revisionLabel] === revision)
    return changes.unchanged(what)
  const start = async () => {
    await requirePublicImage(engine, nodeImage())
    await startProject(engine, project, { onLine: progress })
    await waitForFront(context, engine)
    return frontOf(app)
  }
  if (found) await changes.update(what, start)
  else await changes.create(what, start)
}

const revisionLabel = 'docker-cloud.front'

function frontProject(app: App, port: number): { project: Project; revision: string } {
  const files = readdirSync(join(import.meta.dirname, 'front'))
  const configs = files.map((file) => [
    file.replace('.ts', ''),
    { content: readFileSync(join(import.meta.dirname, 'front', file), 'utf8') },
  ])
  const settings = {
    image: nodeImage(),
    container_name: frontOf(app),
    command: ['node', `${folder}/index.ts`, String(port), `${data}/routes.json`, socket],
    configs: files.map((file) => ({
      source: file.replace('.ts', ''),
      target: `${folder}/${file}`,
    })),
    ports: [{ target: port, published: String(port), protocol: 'tcp' }],
    networks: { app: { aliases: ['load-balancer'] } },
    volumes: [{ type: 'volume', source: 'routes', target: data }],
    restart: 'unless-stopped',
    logging: { driver: 'local' },
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
  }
  const revision = hashOf([settings, configs])
  const project = {
    name: frontOf(app),
    services: {
      front: { ...settings, labels: { ...labelsOf(app), [revisionLabel]: revision } },
    },
    networks: { app: { name: networkOf(app), external: true } },
    volumes: { routes: { name: frontOf(app) } },
    configs: Object.fromEntries(configs),
  }
  return { project, revision }
}

async function waitForFront({ app, progress }: Context, engine: Engine): Promise<void> {
  let observed: string | undefined
  await wait({
    for: `front ${frontOf(app)} to start`,
    seconds: 30,
    look: () =>
      readRoutes(engine, app).catch(({ message }: Error) => {
        observed = message
        return undefined
      }),
    observed: () => observed,
    progress,
  })
}

/** Reads the routes of a front that runs. */
export const readRoutes = async (engine: Engine, app: App): Promise<Record<string, Route>> =>
  (await control(engine, app, { method: 'GET', path: '/routes', seconds: 10 })) as never

/** Sends the requests of a service to its new container, and waits for those to the container before. */
export async function ensureRoute(
  { app, changes, print }: Context,
  { engine, routes }: HostState,
  { service, change }: { service: string; change: RouteChange },
): Promise<void> {
  const { route, drainSeconds } = change
  if (isDeepStrictEqual(routes[service], route)) return
  await changes.update(`route of ${service}`, async () => {
    const path = `/routes/${service}`
    const asked = { method: 'PUT', path, body: change, seconds: drainSeconds + 30 }
    const { left } = (await control(engine, app, asked)) as { left: number }
    if (left > 0) print(`${left} requests of ${service} took longer than ${drainSeconds} s`)
  })
}

interface Asked {
  method: string
  path: string
  seconds: number
  body?: object
}

async function control(engine: Engine, app: App, asked: Asked): Promise<unknown> {
  const { method, path, seconds, body } = asked
  const args = [method, `http://control${path}`, String(seconds), socket]
  const answer = await ask(engine, app, { args, body })
  if (answer.status === 200) return JSON.parse(answer.body)
  throw new Error(`front ${frontOf(app)} answered ${answer.status} ${answer.body}`)
}

/** Sends a GET request from inside the network of the services. */
export const probeFromFront = (engine: Engine, app: App, url: string, seconds: number) =>
  ask(engine, app, { args: ['GET', url, String(seconds)] })

async function ask(
  { docker }: Engine,
  app: App,
  { args, body }: { args: string[]; body?: object | undefined },
): Promise<{ status: number; body: string }> {
  const program = ['node', `${folder}/ask.ts`, ...args]
  const input = body ? JSON.stringify(body) : ''
  return JSON.parse(await docker(['exec', '--interactive', frontOf(app), ...program], { input }))
}
