import type { ImageDetail } from '@aws-sdk/client-ecr'
import type { Context } from '../release/context.ts'
import type { AppService } from '../release/services.ts'
import { describePrivateImage } from './private-repository.ts'
import { describePublicImage } from './public-repository.ts'
import { findRepository } from './repository.ts'

export interface PushedImage {
  repositoryUri: string
  digest: string
  detail: Pick<ImageDetail, 'imageDigest' | 'imageSizeInBytes'>
}

export async function requireRepositoryUri(context: Context, service: AppService): Promise<string> {
  const repository = await findRepository(context, service)
  if (repository) return repository.repositoryUri!
  throw new Error(
    `there is no ECR repository ${service.repository}: run \`npm run bootstrap\` first`,
  )
}

/** Finds a service's image by its tag. */
export async function findImage(
  context: Context,
  service: AppService,
  imageTag: string,
): Promise<PushedImage | undefined> {
  const repositoryUri = await requireRepositoryUri(context, service)
  const isPublic = context.app.visibility === 'public'
  const describe = isPublic ? describePublicImage : describePrivateImage
  const detail = await describe(context, { repositoryName: service.repository, imageTag })
  return detail && { repositoryUri, digest: detail.imageDigest!, detail }
}
