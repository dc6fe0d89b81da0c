import { type AppImage, requireSource } from '../release/app-images.ts'
import type { ComposeProject } from '../release/compose.ts'
import type { Context } from '../release/context.ts'
import type { Release } from '../release/git.ts'
import { findImage, mirrorTag } from './image.ts'

/**
 * Finds the image that a release runs, by its digest in ECR. An image of others that is not mirrored
 * keeps the name that it has in compose.yaml.
 */
export async function requireReleasedImage(
  context: Context,
  image: AppImage,
  { project, release }: { project: ComposeProject; release: Release },
): Promise<string> {
  const { build, thirdParty } = requireSource(project, image.name)
  const found = await findImage(context, image, build ? release.revision : mirrorTag(thirdParty))
  if (found) return `${found.repositoryUri}@${found.digest}`
  if (!build) return thirdParty
  throw new Error(
    `ECR repository ${image.repository} has no image of ${release.version} (tag ${release.revision}): run \`npm run push\` first`,
  )
}
