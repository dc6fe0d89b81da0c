import type { ImageDetail } from '@aws-sdk/client-ecr'
import { parseReference } from '../registry/reference.ts'
import type { AppImage } from '../release/app-images.ts'
import type { Context } from '../release/context.ts'
import { describePrivateImage } from './private-repository.ts'
import { describePublicImage } from './public-repository.ts'
import { findRepository } from './repository.ts'

export interface PushedImage {
  repositoryUri: string
  digest: string
  detail: Pick<ImageDetail, 'imageDigest' | 'imageSizeInBytes' | 'imageTags'>
}

export async function requireRepositoryUri(context: Context, image: AppImage): Promise<string> {
  const repository = await findRepository(context, image)
  if (repository) return repository.repositoryUri!
  throw new Error(`there is no ECR repository ${image.repository}: run \`npm run bootstrap\` first`)
}

/** Finds an image of the app by its tag. */
export async function findImage(
  context: Context,
  image: AppImage,
  imageTag: string,
): Promise<PushedImage | undefined> {
  const repositoryUri = await requireRepositoryUri(context, image)
  const isPublic = context.app.visibility === 'public'
  const describe = isPublic ? describePublicImage : describePrivateImage
  const detail = await describe(context, { repositoryName: image.repository, imageTag })
  return detail && { repositoryUri, digest: detail.imageDigest!, detail }
}

/** The tag of a mirrored image. A digest that pins it is part of the tag. */
export function mirrorTag(thirdParty: string): string {
  const { tag, digest } = parseReference(thirdParty)
  const pin = digest ? `-${digest.split(':')[1]!.slice(0, 12)}` : ''
  return `mirror-${tag.slice(0, 100)}${pin}`
}
