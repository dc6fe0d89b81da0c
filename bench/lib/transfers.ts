import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { download, type Repository, upload } from './curl.ts'
import { makeLayers } from './layers.ts'
import type { Side, Times } from './sides.ts'

const layerCount = 5
const layerBytes = 60_000_000

/** The layers alone, up and down, as fast as a client that does nothing else can. */
export async function overHttp(sides: Side[], name: string): Promise<Map<Side, Times>> {
  using layers = makeLayers(layerCount, layerBytes)
  const times = timesOf(sides)
  for (const side of sides)
    times.get(side)!.push = await timed(() => upload(repositoryOf(side, name), layers.blobs))
  for (const side of sides)
    times.get(side)!.pull = await timed(() => download(repositoryOf(side, name), layers.blobs))
  return times
}

/** The whole image, by `docker push` and `docker pull`. */
export async function withDocker(sides: Side[], name: string): Promise<Map<Side, Times>> {
  using docker = await openDocker(sides)
  const images = new Map(sides.map((side) => [side, `${side.host}/${name}:latest`]))
  {
    using layers = makeLayers(layerCount, layerBytes)
    layers.load([...images.values()])
  }
  const times = timesOf(sides)
  for (const [side, image] of images)
    times.get(side)!.push = await timed(() => docker.run('push', '--quiet', image))
  await docker.run('rmi', ...images.values())
  for (const [side, image] of images) {
    times.get(side)!.pull = await timed(() => docker.run('pull', '--quiet', image))
    await docker.run('rmi', image)
  }
  return times
}

const timesOf = (sides: Side[]) => new Map(sides.map((side) => [side, { push: 0, pull: 0 }]))

/** With nothing left to be written to disk from what was done before. */
async function timed(action: () => unknown): Promise<number> {
  execFileSync('sync')
  const start = performance.now()
  await action()
  return performance.now() - start
}

const repositoryOf = ({ host, login }: Side, name: string): Repository => ({
  url: `http://${host}/v2/${name}`,
  headers: login ? [`authorization: Basic ${Buffer.from(login).toString('base64')}`] : [],
})

/** The docker CLI with logins of its own. */
async function openDocker(sides: Side[]) {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'))
  const run = (...args: string[]) => promisify(execFile)('docker', ['--config', directory, ...args])
  for (const { host, login } of sides) {
    const [user = '', password] = login?.split(':') ?? []
    if (login) await run('login', '--username', user, '--password', password!, host)
  }
  return { run, [Symbol.dispose]: () => rmSync(directory, { recursive: true }) }
}
