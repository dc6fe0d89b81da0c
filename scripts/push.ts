import type { Context } from './release/context.ts'
import { buildImage, pushImage } from './release/docker.ts'
import { readRelease } from './release/git.ts'
import { publish } from './release/github.ts'
import { checkHealthCheck } from './release/health-check.ts'
import { runVerb } from './release/verb.ts'
import { findImage, type PushedImage, requireRepositoryUri } from './resources/image.ts'
import { readTaskShape } from './resources/task-definition.ts'

/** Builds the image of this commit and pushes it to ECR, unless ECR has it already. */
export async function push(context: Context): Promise<void> {
  const { print, dryRun } = context
  const release = await readRelease()
  const { platform, healthCommand } = readTaskShape()
  const name = `${await requireRepositoryUri(context)}:${release.revision}`
  print(`version ${release.version}, for ${platform}`)

  const existing = await findImage(context, release.revision)
  if (existing) {
    print(`already in ECR: ${name}`)
    return report(context, existing, release.revision)
  }
  if (dryRun) return print(`would build and push ${name}`)

  const start = performance.now()
  await buildImage(context, { name, release, platform })
  print(`built ${name} in ${seconds(start)}`)
  await checkHealthCheck(context, name, healthCommand)
  const pushing = performance.now()
  await pushImage(context, name)
  print(`pushed it in ${seconds(pushing)}`)
  const pushed = await findImage(context, release.revision)
  if (!pushed) throw new Error(`${name} was pushed, but ECR does not list it`)
  report(context, pushed, release.revision)
}

function report({ print }: Context, { repositoryUri, digest, detail }: PushedImage, tag: string) {
  const megabytes = ((detail.imageSizeInBytes ?? 0) / 1e6).toFixed(1)
  print(`${repositoryUri}@${digest}, ${megabytes} MB`)
  publish({ image: `${repositoryUri}@${digest}`, tag })
}

const seconds = (start: number) => `${((performance.now() - start) / 1000).toFixed(1)} s`

if (import.meta.main) await runVerb('push', push)
