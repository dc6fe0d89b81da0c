import type { Context } from '../release/context.ts'
import { wait } from '../release/wait.ts'
import { type Balancing, isExpected } from './balancing.ts'
import { type HostContainer, inspectContainers, lastLines } from './containers.ts'
import type { Engine } from './engine.ts'
import { probeFromFront } from './front.ts'

/** The looks that a container without any health check has to be seen running. */
const steadyLooks = 5

/**
 * Waits until a container is healthy by its own check, and by that of its target group. Throws, with
 * its last lines, if it ends or becomes unhealthy.
 */
export async function waitUntilHealthy(
  context: Context,
  engine: Engine,
  { name, balancing }: { name: string; balancing: Balancing | undefined },
): Promise<void> {
  const { app, progress } = context
  const find = async () => (await inspectContainers(engine, [name]))[0]!
  let observed: string | undefined
  let looks = 0
  const look = async () => {
    const found = await find()
    const failure = failureOf(found)
    if (failure) throw new Error(failure)
    observed = found.health ?? found.status
    if (found.health === 'starting') return undefined
    if (!balancing) return found.health || ++looks >= steadyLooks ? true : undefined
    const { url, codes, seconds } = balancing.check
    const { status, body } = await probeFromFront(engine, app, url(name), seconds)
    if (isExpected(status, codes)) return true
    observed = `${url(name)} answers ${status || body}, not ${codes}`
    return undefined
  }
  await wait({
    for: `${name} to be healthy`,
    seconds: 60 + (await find()).healthSeconds + (balancing?.graceSeconds ?? 0),
    look,
    observed: () => observed,
    progress,
  }).catch(async (cause: Error) => {
    const lines = (await lastLines(engine, name)).map((line) => `\n  | ${line}`)
    throw new Error(`${cause.message}${lines.join('')}`)
  })
}

function failureOf(found: HostContainer): string | undefined {
  const { name, status, exitCode, health, healthOutput } = found
  if (status === 'exited' || status === 'dead') return `${name} exited with code ${exitCode}`
  if (health === 'unhealthy')
    return `${name} is unhealthy: its health check failed${healthOutput && ` (${healthOutput})`}`
  return undefined
}
