import { outputMark } from '../failure/symptom.ts'
import { copyImage } from '../registry/copy.ts'
import { findDigest } from '../registry/manifest.ts'
import { parseReference } from '../registry/reference.ts'
import type { AppImage } from '../release/app-images.ts'
import type { Context } from '../release/context.ts'
import { failedPush } from '../release/docker.ts'
import type { ResultOf } from '../release/results.ts'
import { findImage, mirrorTag, requireRepositoryUri } from '../resources/image.ts'
import { openRegistries } from '../resources/registry-login.ts'

/** Copies an image of others, with all its platforms and unchanged, into the app's repository in ECR. */
export async function mirrorImage(
  context: Context,
  image: AppImage,
  thirdParty: string,
): Promise<ResultOf<'push'>['images'][number] | undefined> {
  const { print, dryRun } = context
  const uri = await requireRepositoryUri(context, image)
  const to = parseReference(uri)
  const registries = openRegistries(context, to.host)
  const source = parseReference(thirdParty)
  const digest = source.digest ?? (await findDigest(registries, source, source.tag))
  if (!digest) throw new Error(`${thirdParty}, the image of ${image.name}, does not exist`)
  const tag = mirrorTag(thirdParty)
  const existing = await findImage(context, image, tag)
  const mirrored = { service: image.name, image: `${uri}@${digest}` }
  if (existing?.digest === digest) {
    print(`already mirrored: ${thirdParty} as ${uri}:${tag}`)
    return mirrored
  }
  if (dryRun) {
    print(`would copy ${thirdParty} to ${uri}:${tag}`)
    return undefined
  }
  await copyImage(registries, { from: source, digest, to, tags: [tag] }).catch(
    ({ message, cause }: Error) => failedPush(new Error(outputMark + message, { cause })),
  )
  print(`copied ${thirdParty} to ${uri}:${tag}`)
  print(mirrored.image)
  return mirrored
}
