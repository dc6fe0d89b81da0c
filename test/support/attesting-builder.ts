import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../scripts/release/run.ts'
import { succeeds } from '../../scripts/release/run.ts'
import { type Target, unique } from './target.ts'
import { testLabelFlag } from './test-run.ts'
import { until } from './until.ts'

/** What makes `docker` build with attestations, which an engine does only that keeps images in containerd. */
export interface AttestingBuilder extends AsyncDisposable {
  env: NodeJS.ProcessEnv
}

/** An engine of the test's own where root can start one, or else BuildKit in a container. */
export const openAttestingBuilder = async (target: Target): Promise<AttestingBuilder> =>
  process.getuid?.() === 0 && (await succeeds('dockerd', '--version'))
    ? startEngine(target)
    : createBuilder()

/** Starts an engine in a container's network, as in the machine's own it would take the other engine's bridge down. */
async function startEngine(target: Target): Promise<AttestingBuilder> {
  const directory = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  const path = (name: string) => join(directory, name)
  const network = await openNetwork(target, directory)
  await writeFile(
    path('daemon.json'),
    JSON.stringify({
      features: { 'containerd-snapshotter': true },
      hosts: [`unix://${path('socket')}`],
      'data-root': path('data'),
      'exec-root': path('exec'),
      pidfile: path('pid'),
      bridge: 'none',
      iptables: false,
      ip6tables: false,
    }),
  )
  const enter = ['nsenter', `--net=/proc/${network.pid}/ns/net`, 'unshare', '--mount']
  const engine = spawn(
    'setpriv',
    ['--pdeathsig=TERM', ...enter, 'dockerd', `--config-file=${path('daemon.json')}`],
    { stdio: 'ignore' },
  )
  const env = { DOCKER_HOST: `unix://${path('socket')}` }
  const ended = once(engine, 'exit')
  await until('an engine', () => succeeds('docker', '--host', env.DOCKER_HOST, 'version'))
  return {
    env,
    async [Symbol.asyncDispose]() {
      engine.kill()
      await ended
      await network[Symbol.asyncDispose]()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** A network of one container, in which the target is at the same address as outside, and nothing else is. */
async function openNetwork({ url }: Target, directory: string) {
  const { port } = new URL(url)
  const socket = join(directory, 'target')
  const outside = createServer((client) => {
    const server = connect(Number(port), '127.0.0.1')
    for (const end of [client, server]) end.on('error', () => {})
    client.pipe(server).pipe(client)
  })
  outside.listen(socket)
  await once(outside, 'listening')
  const inside = `require('node:net').createServer((client) => {
    const server = require('node:net').connect('${socket}')
    for (const end of [client, server]) end.on('error', () => {})
    client.pipe(server).pipe(client)
  }).listen(${port}, '127.0.0.1')`
  const options = ['--detach', '--rm', '--network=none', testLabelFlag]
  const image = process.env.NODE_IMAGE || 'node:26-slim'
  const volume = `--volume=${directory}:${directory}`
  const id = await run('docker', ['run', ...options, volume, image, 'node', '-e', inside])
  return {
    pid: await run('docker', ['inspect', '--format={{.State.Pid}}', id]),
    async [Symbol.asyncDispose]() {
      await run('docker', ['rm', '--force', id])
      outside.close()
    },
  }
}

/** BuildKit's own image, where it can be pulled; on this machine's network, to push as its clients do. */
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
