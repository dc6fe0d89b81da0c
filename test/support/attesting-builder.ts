import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../scripts/lib/run.ts'
import { succeeds } from '../../scripts/setup/succeeds.ts'
import { unique } from './target.ts'
import { until } from './until.ts'

/** What makes `docker` build with attestations, which an engine does only that keeps images in containerd. */
export interface AttestingBuilder extends AsyncDisposable {
  env: NodeJS.ProcessEnv
}

/** A second engine beside the machine's own where root can start one, or BuildKit in a container of its own. */
export const openAttestingBuilder = async (): Promise<AttestingBuilder> =>
  process.getuid?.() === 0 && (await succeeds('dockerd', '--version'))
    ? startEngine()
    : createBuilder()

async function startEngine(): Promise<AttestingBuilder> {
  const directory = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  const path = (name: string) => join(directory, name)
  const features = { 'containerd-snapshotter': true }
  await writeFile(path('daemon.json'), JSON.stringify({ features }))
  const files = { 'config-file': 'daemon.json', 'data-root': 'data', 'exec-root': 'exec' }
  const engine = spawn(
    'dockerd',
    [
      ...Object.entries({ ...files, pidfile: 'pid' }).map(
        ([flag, name]) => `--${flag}=${path(name)}`,
      ),
      ...['iptables', 'ip6tables', 'ip-forward', 'ip-masq'].map((flag) => `--${flag}=false`),
      '--bridge=none',
      `--host=unix://${path('socket')}`,
    ],
    { stdio: 'ignore' },
  )
  const env = { DOCKER_HOST: `unix://${path('socket')}` }
  const ended = once(engine, 'exit')
  await until('a second engine', () => succeeds('docker', '--host', env.DOCKER_HOST, 'version'))
  return {
    env,
    async [Symbol.asyncDispose]() {
      engine.kill()
      await ended
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function createBuilder(): Promise<AttestingBuilder> {
  const name = unique('docker-cloud-test')
  const options = ['--driver=docker-container', '--driver-opt=network=host']
  await run('docker', ['buildx', 'create', `--name=${name}`, ...options])
  return {
    env: { BUILDX_BUILDER: name },
    async [Symbol.asyncDispose]() {
      await run('docker', ['buildx', 'rm', name])
    },
  }
}
