import type { Context } from './release/context.ts'
import { buildImage, pushImage } from './release/docker.ts'
import { readRelease, type Release } from './release/git.ts'
import { publish } from './release/github.ts'
import { checkHealthCheck } from './release/health-check.ts'
import { releaseOrder } from './release/order.ts'
import { runInParallel } from './release/parallel.ts'
import type { AppService } from './release/services.ts'
import { runVerb } from './release/verb.ts'
import { findImage, type PushedImage, requireRepositoryUri } from './resources/image.ts'
import { readTaskShape } from './resources/task-definition.ts'

/** Builds the images of this commit and pushes them to ECR, except those that ECR has already. */
export async function push(context: Context): Promise<void> {
  const release = await readRelease()
  context.print(`version ${release.version}`)
  const steps = await releaseOrder(context)
  await runInParallel(
    context,
    steps.map(({ service }) => ({ service, after: [] })),
    (own, service) => pushService(own, service, release),
  )
  publish({ tag: release.revision })
}

async function pushService(context: Context, service: AppService, release: Release) {
  const { print, dryRun } = context
  const { platform, healthCommand } = readTaskShape(service)
  const name = `${await requireRepositoryUri(context, service)}:${release.revision}`
  const existing = await findImage(context, service, release.revision)
  if (existing) {
    print(`already in ECR: ${name}`)
    return report(context, service, existing)
  }
  if (dryRun) return print(`would build and push ${name}, for ${platform}`)

  const start = performance.now()
  await buildImage(context, service, { name, release, platform })
  print(`built ${name}, for ${platform}, in ${seconds(start)}`)
  await checkHealthCheck(context, service, { image: name, command: healthCommand })
  const pushing = performance.now()
  await pushImage(context, name)
  print(`pushed it in ${seconds(pushing)}`)
  const pushed = await findImage(context, service, release.revision)
  if (!pushed) throw new Error(`${name} was pushed, but ECR does not list it`)
  report(context, service, pushed)
}

function report(
  { print }: Context,
  { name }: AppService,
  { repositoryUri, digest, detail }: PushedImage,
): void {
  const megabytes = ((detail.imageSizeInBytes ?? 0) / 1e6).toFixed(1)
  print(`${repositoryUri}@${digest}, ${megabytes} MB`)
  publish({ [`image-${name}`]: `${repositoryUri}@${digest}` })
}

const seconds = (start: number) => `${((performance.now() - start) / 1000).toFixed(1)} s`

if (import.meta.main) await runVerb('push', push)
