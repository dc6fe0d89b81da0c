import { createServer } from 'node:net'
import type { Context } from '../release/context.ts'
import { rehearsalEndpoint } from '../release/environment.ts'
import { run, type RunOptions } from '../release/run.ts'

type Say = Pick<Context, 'print' | 'progress'>

/** With less, a rollout waits longer for its old tasks to drain than for all the rest of it. */
export const rehearsalClockRate = '20'

/** Starts the rehearsal's AWS: LocalStack where there is a token for it, the embedded emulator elsewhere. */
export async function startEmulator({ print, progress }: Say): Promise<void> {
  await checkPort()
  const env = {
    CLOCK_RATE: process.env.CLOCK_RATE || rehearsalClockRate,
    PERSISTENCE: process.env.PERSISTENCE || '1',
    ENFORCE_IAM: process.env.ENFORCE_IAM || '1',
  }
  await compose(['up', '--wait', 'localstack'], { env, onLine: progress }).catch(noStart)
  const { edition, version } = await readHealth()
  const which = process.env.LOCALSTACK_AUTH_TOKEN ? 'LocalStack' : 'the embedded emulator'
  print(`${which} (${edition} ${version}) at ${rehearsalEndpoint}`)
}

/** A container that ended says why; what compose says tells only that it has. */
async function noStart(cause: Error): Promise<never> {
  const ended = /container \S+ (exited|is unhealthy)/.test(cause.message)
  const words = ended && (await compose(['logs', '--no-log-prefix', '--tail=20', 'localstack']))
  throw new Error(`the emulator did not start${words ? `; it said:\n${words}` : ''}`, { cause })
}

/** Whether something that answers as LocalStack does is there. */
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

/** A port in use is said before compose has built anything. */
async function checkPort(): Promise<void> {
  const ours = await compose(['ps', '--quiet', '--status', 'running', 'localstack'])
  if (ours) return
  const port = Number(new URL(rehearsalEndpoint).port)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const probe = createServer()
  probe.once('error', (error: NodeJS.ErrnoException) =>
    reject(
      new Error(
        error.code === 'EADDRINUSE'
          ? `port ${port}, on which the emulator is to listen, is used by another program: stop that program (\`ss -ltnp sport = :${port}\` names it), then run this again`
          : error.message,
      ),
    ),
  )
  probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()))
  await promise
}

/** Takes the emulator off the engine with all it kept and ran, and proves that nothing is left. */
export async function removeEmulator({ app, print, progress }: Context): Promise<void> {
  await removeTasks(app.name)
  await compose(['down', '--volumes', '--remove-orphans'], { onLine: progress })
  await removeImages(app.name)
  const left = await listOnEngine(app.name)
  if (left.length > 0) throw new Error(`${left.join(', ')} are left on the engine: run this again`)
  print('no container, network or volume of it is left on the engine')
}

/** Tasks outlive an emulator that was killed. */
async function removeTasks(cluster: string) {
  const tasks = lines(await run('docker', ['ps', '--all', '--quiet', ...tasksOf(cluster)]))
  if (tasks.length > 0) await run('docker', ['rm', '--force', '--volumes', ...tasks])
  const volumes = lines(await run('docker', ['volume', 'ls', '--quiet', ...volumesOf(cluster)]))
  if (volumes.length > 0) await run('docker', ['volume', 'rm', ...volumes])
}

/** What was built for a registry that is gone, by whichever name; the emulator's own image stays, to start from. */
async function removeImages(repository: string) {
  const { port } = new URL(rehearsalEndpoint)
  const names = [`*:${port}/${repository}`, `*:${port}/*/${repository}`]
  const filters = names.map((name) => `--filter=reference=${name}`)
  const images = lines(await run('docker', ['images', '--quiet', ...filters]))
  if (images.length > 0) await run('docker', ['image', 'rm', '--force', ...new Set(images)])
}

/** The names that LocalStack gives to the containers of tasks. */
const tasksOf = (cluster: string) => ['--filter', `name=^/?ls-ecs-${cluster}-[0-9a-f]{32}-`]

/** The embedded emulator labels the volumes of tasks with their cluster. */
const volumesOf = (cluster: string) => ['--filter', `label=docker-cloud.cluster=${cluster}`]

/** An image that compose built carries the project's label too, and so does whatever else runs it. */
async function listOnEngine(cluster: string): Promise<string[]> {
  const project = JSON.parse(await compose(['config', '--format', 'json'])).name
  const ofProject = ['--filter', `label=com.docker.compose.project=${project}`]
  const ofCompose = ['--filter', 'label=com.docker.compose.container-number']
  const found = await Promise.all([
    run('docker', ['ps', '--all', '--format', 'container {{.Names}}', ...ofProject, ...ofCompose]),
    run('docker', ['ps', '--all', '--format', 'container {{.Names}}', ...tasksOf(cluster)]),
    run('docker', ['network', 'ls', '--format', 'network {{.Name}}', ...ofProject]),
    run('docker', ['volume', 'ls', '--format', 'volume {{.Name}}', ...ofProject]),
    run('docker', ['volume', 'ls', '--format', 'volume {{.Name}}', ...volumesOf(cluster)]),
  ])
  return found.flatMap(lines)
}

const compose = (args: string[], options: RunOptions = {}) =>
  run('docker', ['compose', '--progress', 'plain', ...args], options)

const lines = (text: string) => text.split('\n').filter(Boolean)
