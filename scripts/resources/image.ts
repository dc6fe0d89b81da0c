import type { ImageDetail } from '@aws-sdk/client-ecr'
import type { Context } from '../release/context.ts'
import { describePrivateImage } from './private-repository.ts'
import { describePublicImage } from './public-repository.ts'
import { findRepository } from './repository.ts'

export interface PushedImage {
  repositoryUri: string
  digest: string
  detail: Pick<ImageDetail, 'imageDigest' | 'imageSizeInBytes'>
}

export async function requireRepositoryUri(context: Context): Promise<string> {
  const repository = await findRepository(context)
  if (repository) return repository.repositoryUri!
  throw new Error(`there is no ECR repository ${context.app.name}: run \`npm run bootstrap\` first`)
}

/** Finds the image of a tag. */
export async function findImage(context: Context, tag: string): Promise<PushedImage | undefined> {
  const repositoryUri = await requireRepositoryUri(context)
  const isPublic = context.app.visibility === 'public'
  const describe = isPublic ? describePublicImage : describePrivateImage
  const detail = await describe(context, tag)
  return detail && { repositoryUri, digest: detail.imageDigest!, detail }
}
