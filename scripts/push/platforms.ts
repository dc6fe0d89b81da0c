import type { ImageUse } from '../release/app-images.ts'
import type { ComposeProject } from '../release/compose.ts'
import { BadInput } from '../release/exit-codes.ts'

/** The platforms for which an image is built: those of compose.yaml, or that of its task definitions. */
export function requirePlatforms({ services }: ComposeProject, uses: ImageUse[]): string[] {
  const { image } = uses[0]!
  const needed = [...new Set(uses.map(({ platform }) => platform))]
  const { platforms = [] } = services[image]!.build!
  if (platforms.length === 0 && needed.length === 1) return needed
  for (const { platform, service } of uses)
    if (!platforms.some((one) => one.split('/').slice(0, 2).join('/') === platform))
      throw new BadInput(
        `.aws/${service.name}/task-definition.json runs ${image} on ${platform}, for which compose.yaml does not build it: add "${platform}" to build.platforms of ${image}`,
      )
  return platforms
}
