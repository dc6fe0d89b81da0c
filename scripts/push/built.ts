import { readInputs } from '../build/inputs.ts'
import { withLogin } from '../registry/docker-folder.ts'
import { parseReference, type RegistryRepository } from '../registry/reference.ts'
import { type AppImage, imageUsesOf, type ImageUse } from '../release/app-images.ts'
import type { ComposeProject } from '../release/compose.ts'
import type { Context } from '../release/context.ts'
import { type Build, buildImage, isOnEngine, pushImage } from '../release/docker.ts'
import type { Release } from '../release/git.ts'
import { publish } from '../release/github.ts'
import { checkHealthCheck } from '../release/health-check.ts'
import type { ResultOf } from '../release/results.ts'
import { duringStep } from '../release/steps.ts'
import { findImage, type PushedImage, requireRepositoryUri } from '../resources/image.ts'
import { openRegistries, readEcrLogin } from '../resources/registry-login.ts'
import { checkInputs } from './check-inputs.ts'
import { addTags, copyTo } from './copies.ts'
import { requirePlatforms } from './platforms.ts'

type PushedResult = ResultOf<'push'>['images'][number]

/** What is pushed with an image of a release. */
export interface Pushing {
  project: ComposeProject
  release: Release
  /** Its tags besides the revision. */
  tags: string[]
  /** The repositories of other registries that get a copy. */
  copies: RegistryRepository[]
}

/** Builds an image and pushes it to ECR, unless ECR has it; then gives it its tags and copies it to the other registries. */
export async function pushBuilt(
  context: Context,
  image: AppImage,
  { project, release, tags, copies }: Pushing,
): Promise<PushedResult | undefined> {
  const { app, print, dryRun } = context
  const uri = await requireRepositoryUri(context, image)
  const name = `${uri}:${release.revision}`
  const uses = app.services.flatMap(imageUsesOf).filter((use) => use.image === image.name)
  const platforms = requirePlatforms(project, uses)
  const platform = uses[0]!.platform
  const registry = parseReference(uri)
  const registries = openRegistries(context, registry.host)
  const inputs = await readInputs({ project, name: image.name, platform }, registries)
  const build = { project, service: image.name, name, release, platform, inputs }

  const existing = await findImage(context, image, release.revision)
  if (existing) {
    await checkInputs(context, build, { pushed: existing, registries })
    print(`already in ECR: ${name}`)
  } else if (dryRun) {
    print(`would build and push ${name}, for ${platforms.join(', ')}`)
    return undefined
  } else
    await withLogin(registry.host, await readEcrLogin(context), (env) =>
      buildAndPush(context, { ...build, env }, { uses, platforms }),
    )
  const pushed = existing ?? (await findImage(context, image, release.revision))
  if (!pushed) throw new Error(`${name} was pushed, but ECR does not list it`)
  await addTags(context, pushed, { tags, registries })
  for (const to of copies)
    await copyTo(context, pushed, { to, tags: [release.revision, ...tags], registries })
  return report(context, image, pushed)
}

async function buildAndPush(
  context: Context,
  build: Build,
  { uses, platforms }: { uses: ImageUse[]; platforms: string[] },
): Promise<void> {
  const { print } = context
  const start = performance.now()
  await duringStep(`build ${build.name}`, () => buildImage(context, build))
  print(`built ${build.name}, for ${platforms.join(', ')}, in ${seconds(start)}`)
  if (await isOnEngine(build.name))
    for (const { service, container } of uses)
      await checkHealthCheck(context, service, {
        image: build.name,
        command: container.healthCheck?.command,
      })
  else print('the builder keeps the image to itself: its health check is not tried here')
  const pushing = performance.now()
  await duringStep(`push ${build.name}`, () => pushImage(context, build))
  print(`pushed it in ${seconds(pushing)}`)
}

function report(
  { print }: Context,
  { name }: AppImage,
  { repositoryUri, digest, detail }: PushedImage,
): PushedResult {
  const image = `${repositoryUri}@${digest}`
  const bytes = detail.imageSizeInBytes ?? 0
  print(`${image}, ${(bytes / 1e6).toFixed(1)} MB`)
  publish({ [`image-${name}`]: image })
  return { service: name, image, bytes }
}

const seconds = (start: number) => `${((performance.now() - start) / 1000).toFixed(1)} s`
