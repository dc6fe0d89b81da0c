import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { run } from '../release/run.ts'
import { buildStandIn } from './stand-in.ts'
import { succeeds } from './succeeds.ts'

const standardImage = 'node:26-slim'
const answerTimeout = 20_000

/** Leaves the engine with the image that every Dockerfile here starts from. */
export async function ensureNodeImage(report: (line: string) => void): Promise<void> {
  const image = process.env.NODE_IMAGE || standardImage
  if (await succeeds('docker', 'image', 'inspect', image)) {
    return report(`base image ${image} is here${(await isStandIn(image)) ? ' (a stand-in)' : ''}`)
  }
  const problem = await pull(image)
  if (!problem) return report(`pulled the base image ${image}`)
  const advice = 'pull it where there is a network, or set NODE_IMAGE to one that is here'
  if (image !== standardImage) throw new Error(`cannot pull ${image} (${problem}): ${advice}`)
  await buildStandIn(image).catch((cause) => {
    const both = `cannot pull ${image} (${problem}), nor build a stand-in for it`
    throw new Error(`${both}: ${advice}`, { cause })
  })
  report(`built a stand-in for ${image}, which cannot be pulled (${problem})`)
}

async function isStandIn(image: string) {
  const label = '{{index .Config.Labels "docker-cloud.stand-in"}}'
  return (await run('docker', ['image', 'inspect', '--format', label, image])) === 'true'
}

/** Pulls for as long as it takes, but gives a registry that says nothing up soon. */
async function pull(image: string) {
  const child = spawn('docker', ['pull', image], { stdio: ['ignore', 'pipe', 'pipe'] })
  const silence = setTimeout(() => child.kill(), answerTimeout)
  child.stdout.once('data', () => clearTimeout(silence)).resume()
  const [problem, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  clearTimeout(silence)
  if (code === 0) return undefined
  return (
    problem
      .trim()
      .split('\n')
      .at(-1)
      ?.replace(/^Error.*daemon: /, '') || 'no answer in 20 s'
  )
}
