import { imagesOf, requireSource } from './release/app-images.ts'
import type { Flags } from './release/arguments.ts'
import { readProject } from './release/compose.ts'
import type { Context } from './release/context.ts'
import { checkVariables } from './release/env-template.ts'
import { readRelease, readTags } from './release/git.ts'
import { publish } from './release/github.ts'
import { inReleaseOrder } from './release/order.ts'
import { runInParallel } from './release/parallel.ts'
import { readRegistries } from './release/registries.ts'
import type { ResultOf } from './release/results.ts'
import { isProduction } from './release/app.ts'
import { runVerb } from './release/verb.ts'
import { mirrorImage } from './push/mirror.ts'
import { pushBuilt } from './push/built.ts'

/** Builds the images of this commit and pushes them to ECR, except those that ECR has already. */
export async function push(context: Context, { mirror }: Flags): Promise<ResultOf<'push'>> {
  const { app, services, print } = context
  const release = await readRelease()
  print(`version ${release.version}`)
  const project = await readProject()
  const tags = await readTags(release, isProduction(app) ? app.branch : undefined)
  const copies = readRegistries(process.env)
  const steps = inReleaseOrder(services, { all: app.services, project })
  const released = steps.map(({ service }) => service)
  const images = imagesOf(app, released)
  for (const { name } of images) requireSource(project, name)
  checkVariables(released)
  const pushed = await runInParallel(
    context,
    images.map((image) => ({ service: image, after: [] })),
    async (own, image) => {
      const { build, thirdParty } = requireSource(project, image.name)
      if (build)
        return pushBuilt(own, image, { project, release, tags, copies: copies(app, image) })
      if (mirror) return mirrorImage(own, image, thirdParty)
      own.print(`${image.name} is ${thirdParty}, which compose.yaml does not build`)
      return undefined
    },
  )
  publish({ tag: release.revision })
  return { ...release, images: pushed.filter((image) => image !== undefined) }
}

if (import.meta.main) await runVerb('push', push)
