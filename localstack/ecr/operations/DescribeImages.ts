import type { DescribeImagesCommandInput, DescribeImagesCommandOutput } from '@aws-sdk/client-ecr'
import type { Operation } from '../../operation.ts'
import { describeImage, findImageById, hasTagStatus } from '../images.ts'
import { checkUnpaged, page } from '../page.ts'
import { findRepository } from '../repository.ts'

export const DescribeImages: Operation<DescribeImagesCommandInput, DescribeImagesCommandOutput> = (
  { imageIds, filter, ...input },
  call,
) => {
  const repository = findRepository(call, input)
  if (imageIds) {
    checkUnpaged('imageIds', input)
    const named = new Set(imageIds.map((imageId) => findImageById(repository, imageId)))
    return { imageDetails: [...named].map((image) => describeImage(repository, image)) }
  }
  const images = [...repository.images.values()].filter((image) =>
    hasTagStatus(repository, image, filter),
  )
  const { items, nextToken } = page(images, ({ digest }) => digest, input)
  return { imageDetails: items.map((image) => describeImage(repository, image)), nextToken }
}
