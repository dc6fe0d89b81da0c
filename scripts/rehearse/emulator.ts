import { stripVTControlCharacters } from 'node:util'
import { imagesOf } from '../release/app-images.ts'
import type { Context } from '../release/context.ts'
import { rehearsalEndpoint } from '../release/environment.ts'
import { requireFreePort } from '../release/free-port.ts'
import { run, type RunOptions, succeeds } from '../release/run.ts'

type Output = Pick<Context, 'print' | 'progress'>

/** Starts LocalStack if its token is set, and the embedded emulator otherwise. */
export async function startEmulator({ print, progress }: Output): Promise<void> {
  if (!(await isEmulatorRunning())) {
    const { port } = new URL(rehearsalEndpoint)
    await requireFreePort(Number(port), `the emulator's port ${port}`)
  }
  await compose(['up', '--wait', 'localstack'], { onLine: progress }).catch(noStart)
  const { edition, version } = await readHealth()
  const which = process.env.LOCALSTACK_AUTH_TOKEN ? 'LocalStack' : 'the embedded emulator'
  print(`${which} (${edition} ${version}) at ${rehearsalEndpoint}`)
}

/** Adds the log of a container that has exited: compose's message does not contain the reason. */
async function noStart(cause: Error): Promise<never> {
  const ended = /container \S+ (exited|is unhealthy)/.test(cause.message)
  const words = ended && (await compose(['logs', '--no-log-prefix', '--tail=20', 'localstack']))
  const log = words ? `; its log:\n${stripVTControlCharacters(words)}` : ''
  throw new Error(`the emulator did not start${log}`, { cause })
}

/** Checks that LocalStack's health endpoint answers. */
export async function isEmulatorUp(): Promise<boolean> {
  return readHealth().then(
    () => true,
    () => false,
  )
}

async function readHealth(): Promise<{ edition: string; version: string }> {
  const response = await fetch(new URL('/_localstack/health', rehearsalEndpoint))
  return (await response.json()) as { edition: string; version: string }
}

/** Checks that the container of this checkout's emulator runs. */
export const isEmulatorRunning = async (): Promise<boolean> =>
  (await compose(['ps', '--quiet', '--status', 'running', 'localstack'])) !== ''

/** Stops the emulator. With PERSISTENCE its state stays in its volume, and its tasks go on. */
export const stopEmulator = (): Promise<string> => compose(['stop', 'localstack'])

/**
 * Removes the emulator with its volume, its tasks and their images, and checks that nothing is left.
 * The other services of compose.yaml and their volumes are the user's, and stay.
 */
export async function removeEmulator({ app, print, progress }: Context): Promise<void> {
  const { name: project, networks = {}, ...config } = await readConfig()
  const own = new Set(config.services.localstack?.volumes?.map(({ source }) => source))
  const volumes = Object.entries(config.volumes ?? {}).filter(([key]) => own.has(key))
  await removeTasks(project)
  await compose(['rm', '--stop', '--force', '--volumes', 'localstack'], { onLine: progress })
  await removeUnused(
    'volume',
    volumes.map(([, { name }]) => name),
  )
  await removeUnused(
    'network',
    Object.values(networks).map(({ name }) => name),
  )
  await removeImages(imagesOf(app).map(({ repository }) => repository))
  const left = await listOnEngine(
    project,
    volumes.map(([, { name }]) => name),
  )
  if (left.length > 0) throw new Error(`not removed: ${left.join(', ')}; run this again`)
  print('no container, network or volume is left on the engine')
}

/** The part of `docker compose config` that names what the emulator has on the engine. */
interface Config {
  name: string
  services: Record<string, { volumes?: { source?: string }[] }>
  volumes?: Record<string, { name: string }>
  networks?: Record<string, { name: string }>
}

const readConfig = async (): Promise<Config> =>
  JSON.parse(await compose(['config', '--format', 'json'])) as Config

/** Tasks outlive an emulator that was killed. */
async function removeTasks(project: string) {
  const tasks = lines(await run('docker', ['ps', '--all', '--quiet', ...tasksOf(project)]))
  if (tasks.length > 0) await run('docker', ['rm', '--force', '--volumes', ...tasks])
  const volumes = lines(await run('docker', ['volume', 'ls', '--quiet', ...tasksOf(project)]))
  if (volumes.length > 0) await run('docker', ['volume', 'rm', ...volumes])
}

/** A volume or network that a service of the user has in use stays. */
async function removeUnused(kind: 'volume' | 'network', names: string[]) {
  for (const name of names) await succeeds('docker', kind, 'rm', name)
}

/** Removes the images that were built for the emulator's registries. The emulator's own image stays. */
async function removeImages(repositories: string[]) {
  const { port } = new URL(rehearsalEndpoint)
  const names = repositories.flatMap((repository) => [
    `*:${port}/${repository}`,
    `*:${port}/*/${repository}`,
  ])
  const filters = names.map((name) => `--filter=reference=${name}`)
  const images = lines(await run('docker', ['images', '--quiet', ...filters]))
  if (images.length > 0) await run('docker', ['image', 'rm', '--force', ...new Set(images)])
}

/** compose.yaml has the emulator label its tasks with the project. Names are not enough: two emulators may have equal ones. */
const tasksOf = (project: string) => ['--filter', `label=docker-cloud.project=${project}`]

async function listOnEngine(project: string, volumes: string[]): Promise<string[]> {
  const ofEmulator = [
    `com.docker.compose.project=${project}`,
    'com.docker.compose.service=localstack',
  ]
  const containers = ['ps', '--all', '--format', 'container {{.Names}}']
  const all = ['volume', 'ls', '--format', 'volume {{.Name}}']
  const found = await Promise.all([
    run('docker', [...containers, ...ofEmulator.map((label) => `--filter=label=${label}`)]),
    run('docker', [...containers, ...tasksOf(project)]),
    run('docker', [...all, ...tasksOf(project)]),
    ...volumes.map((name) => run('docker', [...all, `--filter=name=^${name}$`])),
  ])
  return found.flatMap(lines)
}

const compose = (args: string[], options: RunOptions = {}) =>
  run('docker', ['compose', '--progress', 'plain', ...args], options)

const lines = (text: string) => text.split('\n').filter(Boolean)
