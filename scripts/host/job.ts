import type { Context } from '../release/context.ts'
import { removeContainer, type HostContainer } from './containers.ts'
import type { DesiredContainer } from './desired.ts'
import type { Engine } from './engine.ts'
import type { HostState } from './front.ts'
import { startProject } from './project.ts'
import { pullImage } from './pull.ts'
import { ensureVolumes } from './volumes.ts'

/**
 * Runs a job that has to succeed before services are replaced, unless it has succeeded with the same
 * image and settings. Its ended container stays, as the mark of that.
 */
export async function runHostJob(
  context: Context,
  { engine, containers }: HostState,
  { service, name, image, project }: DesiredContainer,
): Promise<void> {
  const { app, changes } = context
  const found = containers.filter((container) => container.service === service.name)
  const own = found.find((container) => container.name === name)
  if (own && hasSucceeded(own)) changes.unchanged(`job ${name}`)
  else
    await changes.create(`job ${name}`, async () => {
      if (own?.status !== 'running') {
        if (own) await removeContainer(engine, own)
        await ensureVolumes(engine, app, project.volumes)
        await pullImage(context, engine, image)
        await startProject(engine, project, { onLine: context.progress })
      }
      await follow(context, engine, name)
      return name
    })
  for (const old of found.filter((container) => container !== own))
    await changes.remove(`job ${old.name}`, true, () => removeContainer(engine, old))
}

const hasSucceeded = ({ status, exitCode }: HostContainer) => status === 'exited' && exitCode === 0

/** Prints what a job writes until it ends. */
async function follow({ print }: Context, { docker }: Engine, name: string): Promise<void> {
  await docker(['logs', '--follow', name], { onLine: (line) => print(`| ${line}`) })
  const exitCode = await docker(['wait', name])
  if (exitCode !== '0')
    throw new Error(`${name} exited with code ${exitCode}: no service after it was replaced`)
}
