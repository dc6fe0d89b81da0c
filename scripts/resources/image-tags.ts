import { DescribeImagesCommand } from '@aws-sdk/client-ecr'
import { DescribeImagesCommand as DescribePublicImagesCommand } from '@aws-sdk/client-ecr-public'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'

/** Tags that a later release moves say nothing about one image. */
const moving = /^(latest$|branch-|mirror-)/

/** Finds the tags that stay with an image; none if the image was deleted, or the caller may not see it. */
export async function findTags(
  { aws, app }: Context,
  repositoryName: string,
  imageDigest: string,
): Promise<string[]> {
  const input = { repositoryName, imageIds: [{ imageDigest }] }
  const call =
    app.visibility === 'public'
      ? aws.ecrPublic.send(new DescribePublicImagesCommand(input))
      : aws.ecr.send(new DescribeImagesCommand(input))
  const found = await unlessMissing<{
    imageDetails?: { imageTags?: string[] | undefined }[] | undefined
  }>(call, 'ImageNotFoundException', 'RepositoryNotFoundException', 'AccessDeniedException')
  const tags = found?.imageDetails?.[0]?.imageTags ?? []
  return tags.filter((tag) => !moving.test(tag)).toSorted()
}
