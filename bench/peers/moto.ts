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
  const publish = `127.0.0.1:${port}:5000`
  const server = ['moto_server', '-H', '0.0.0.0']
  const moto = spawn('docker', ['run', '--rm', '--name', name, '-p', publish, image, ...server], {
    stdio: 'ignore',
  })
  const url = `http://127.0.0.1:${port}`
  while (!(await fetch(url).catch(() => undefined))) {
    if (moto.exitCode !== null) throw new Error(`moto's server ended with ${moto.exitCode}`)
    await delay(100)
  }
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
    [
      '-c',
      `mmdebstrap --quiet --include=python3-moto,python3-flask-cors trixie - | docker import - ${image}`,
    ],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const [code] = (await once(debootstrap, 'exit')) as [number]
  if (code !== 0) throw new Error('The peer image could not be made: see the lines above.')
}
