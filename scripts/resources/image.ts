import { DescribeImagesCommand, type ImageDetail } from '@aws-sdk/client-ecr'
import { unlessMissing } from '../lib/aws.ts'
import type { Context } from '../lib/context.ts'
import { findRepository } from './repository.ts'

export interface PushedImage {
  repositoryUri: string
  digest: string
  detail: ImageDetail
}

/** The repository's address, for verbs that cannot do without it. */
export async function theRepositoryUri(context: Context): Promise<string> {
  const repository = await findRepository(context)
  if (repository) return repository.repositoryUri!
  throw new Error(`there is no ECR repository ${context.app.name}: run \`npm run bootstrap\` first`)
}

/** Finds what a tag stands for in the registry. */
export async function findImage(context: Context, tag: string): Promise<PushedImage | undefined> {
  const { aws, app } = context
  const repositoryUri = await theRepositoryUri(context)
  const found = await unlessMissing(
    aws.ecr.send(
      new DescribeImagesCommand({ repositoryName: app.name, imageIds: [{ imageTag: tag }] }),
    ),
    'ImageNotFoundException',
  )
  const detail = found?.imageDetails?.[0]
  return detail && { repositoryUri, digest: detail.imageDigest!, detail }
}
