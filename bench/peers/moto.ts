import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { requireTool } from '../lib/tools.ts'

const image = 'docker-cloud-bench-moto'
const port = 4599

/** Runs Debian trixie's moto server in a container of its own, made once by mmdebstrap. */
export async function startMoto(): Promise<AsyncDisposable & { url: string }> {
  if (spawnSync('docker', ['image', 'inspect', image]).status !== 0) await buildImage()
  const name = `${image}-${process.pid}`
  const run = [
    'run',
    '--rm',
    '-d',
    '--name',
    name,
    '-p',
    `127.0.0.1:${port}:5000`,
    image,
    'moto_server',
    '-H',
    '0.0.0.0',
  ]
  const started = spawnSync('docker', run, { encoding: 'utf8' })
  if (started.status !== 0) throw new Error(`moto did not start: ${started.stderr}`)
  const url = `http://127.0.0.1:${port}`
  while (!(await fetch(url).catch(() => undefined))) await delay(100)
  return {
    url,
    async [Symbol.asyncDispose]() {
      spawnSync('docker', ['rm', '-f', name])
    },
  }
}

async function buildImage(): Promise<void> {
  requireTool('mmdebstrap')
  console.log('     making the peer (Debian trixie with python3-moto), once')
  const debootstrap = spawn(
    'sh',
    ['-c', `mmdebstrap --quiet --include=python3-moto trixie - | docker import - ${image}`],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const [code] = (await once(debootstrap, 'exit')) as [number]
  if (code !== 0) throw new Error('The peer image could not be made: see the lines above.')
}
