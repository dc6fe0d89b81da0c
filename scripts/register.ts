import { actOn } from './failure/observed.ts'
import { imagesOf } from './release/app-images.ts'
import type { Flags } from './release/arguments.ts'
import { readProject } from './release/compose.ts'
import type { Context } from './release/context.ts'
import { checkVariables } from './release/env-template.ts'
import { readRelease } from './release/git.ts'
import { publish } from './release/github.ts'
import { inReleaseOrder } from './release/order.ts'
import { checkPushed } from './release/pushed-images.ts'
import type { ResultOf } from './release/results.ts'
import type { AppService } from './release/services.ts'
import type { Values } from './release/template.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, placeValues } from './resources/account.ts'
import { requireReleasedImage } from './resources/released-image.ts'
import { ensureTaskDefinition, readTaskDefinition, shortName } from './resources/task-definition.ts'

/** Registers the services' task definitions with the images of this commit, by digest. */
export async function register(context: Context, { force }: Flags): Promise<ResultOf<'register'>> {
  const { app, services, print } = context
  const release = await readRelease()
  const project = await readProject()
  const steps = inReleaseOrder(services, { all: app.services, project })
  checkVariables(steps.map(({ service }) => service))
  const values = placeValues(app, await findPlace(context))
  const taskDefinitions = []
  for (const { service } of steps)
    taskDefinitions.push(...(await actOn(service.name, () => registerService(service))))
  return { version: release.version, taskDefinitions }

  /** Returns nothing where a dry run has registered nothing. */
  async function registerService(service: AppService) {
    const images: Values = {}
    for (const image of imagesOf(app, [service])) {
      const name = await requireReleasedImage(context, image, { project, release })
      checkPushed(image.name, name)
      images[`IMAGE:${image.name}`] = name
      if (image.name === service.name) images.IMAGE = name
    }
    const desired = readTaskDefinition(service, { ...values, ...images })
    const registered = await ensureTaskDefinition(context, service, {
      desired,
      force: force === true,
    })
    if (!registered) return []
    const revision = shortName(registered.taskDefinitionArn)
    const used = [...new Set(Object.values(images) as string[])]
    for (const image of used) print(`${revision} runs ${image}`)
    publish({ [`task-definition-${service.name}`]: revision })
    return [{ service: service.name, taskDefinition: revision, images: used }]
  }
}

if (import.meta.main) await runVerb('register', register)
