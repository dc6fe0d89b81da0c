import { execute, run, succeeds } from '../release/run.ts'
import { buildStandIn } from './stand-in.ts'

const standardImage = 'node:26-slim'
const answerTimeout = 20_000

/** Provides the image that every Dockerfile here starts from. */
export async function ensureNodeImage(print: (line: string) => void): Promise<void> {
  const image = process.env.NODE_IMAGE || standardImage
  if (await succeeds('docker', 'image', 'inspect', image)) {
    return print(`base image ${image} is here${(await isStandIn(image)) ? ' (a stand-in)' : ''}`)
  }
  const problem = await pull(image)
  if (!problem) return print(`pulled the base image ${image}`)
  const advice = 'pull it where there is a network, or set NODE_IMAGE to one that is here'
  if (image !== standardImage) throw new Error(`cannot pull ${image} (${problem}): ${advice}`)
  await buildStandIn(image).catch((cause) => {
    const both = `cannot pull ${image} (${problem}) or build a stand-in for it`
    throw new Error(`${both}: ${advice}`, { cause })
  })
  print(`built a stand-in for ${image}, which cannot be pulled (${problem})`)
}

async function isStandIn(image: string) {
  const label = '{{index .Config.Labels "docker-cloud.stand-in"}}'
  return (await run('docker', ['image', 'inspect', '--format', label, image])) === 'true'
}

/** Pulls an image, and returns the error if that fails. A registry that sends nothing is given up soon. */
async function pull(image: string): Promise<string | undefined> {
  const silence = new AbortController()
  const timer = setTimeout(() => silence.abort(), answerTimeout)
  try {
    const { code, lines } = await execute('docker', ['pull', image], {
      signal: silence.signal,
      onLine: () => clearTimeout(timer),
    })
    return code === 0 ? undefined : (lines.at(-1) ?? '').replace(/^Error.*daemon: /, '')
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error
    return `timed out after ${answerTimeout / 1000} s waiting for the registry`
  } finally {
    clearTimeout(timer)
  }
}
