import { type AppImage, imagesOf, requireSource } from '../release/app-images.ts'
import type { ComposeProject } from '../release/compose.ts'
import type { Context } from '../release/context.ts'
import type { Release } from '../release/git.ts'
import type { AppService } from '../release/services.ts'
import { findImage, mirrorTag, type PushedImage } from '../resources/image.ts'
import { readContents } from '../resources/image-contents.ts'
import { findRepository } from '../resources/repository.ts'
import { type Seen, see } from './seen.ts'

/** An image that a container of a service runs, and what ECR has of it. */
export interface ImageOfTask {
  image: AppImage
  /** Its name where others have built it. */
  thirdParty: string | undefined
  found: Seen<FoundImage>
}

export interface FoundImage {
  hasRepository: boolean
  pushed?: PushedImage | undefined
  /** In Docker's notation; empty where the registry does not show them. */
  platforms: string[]
}

/**
 * Finds the images of a service's containers: its own, those of its sidecars, and mirrored ones. One
 * that `compose.yaml` does not have is an error.
 */
export async function readImages(
  context: Context,
  service: AppService,
  { project, release }: { project: ComposeProject; release: Release | undefined },
): Promise<ImageOfTask[] | Error> {
  try {
    const named = imagesOf(context.app, [service]).map((image) => {
      const { thirdParty } = requireSource(project, image.name)
      return { image, thirdParty, tag: thirdParty ? mirrorTag(thirdParty) : release?.revision }
    })
    return Promise.all(
      named.map(async ({ image, thirdParty, tag }) => ({
        image,
        thirdParty,
        found: await see(readImage(context, image, tag)),
      })),
    )
  } catch (error) {
    return error as Error
  }
}

async function readImage(
  context: Context,
  image: AppImage,
  tag: string | undefined,
): Promise<FoundImage> {
  const hasRepository = (await findRepository(context, image)) !== undefined
  if (!hasRepository || tag === undefined) return { hasRepository, platforms: [] }
  const pushed = await findImage(context, image, tag)
  const isPrivate = context.app.visibility === 'private'
  const platforms = pushed && isPrivate ? await readPlatforms(context, image, pushed.digest) : []
  return { hasRepository, pushed, platforms }
}

async function readPlatforms(context: Context, { repository }: AppImage, digest: string) {
  const contents = (await readContents(context, repository, [digest])).get(digest)
  if (!contents) return []
  if (contents.parts.length === 0) return [contents.platform]
  const whole = await readContents(context, repository, [digest, ...contents.parts])
  return contents.parts.map((part) => whole.get(part)?.platform ?? 'unknown')
}
