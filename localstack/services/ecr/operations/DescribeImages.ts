import type { DescribeImagesCommandInput, DescribeImagesCommandOutput } from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { describeImage, filterImages, findImageById } from '../images.ts'
import { checkUnpaged, page } from '../page.ts'
import { findRepository } from '../repository.ts'
import type { ImageRecord } from '../records.ts'

export const DescribeImages: Operation<DescribeImagesCommandInput, DescribeImagesCommandOutput> =
  readOnly(({ imageIds, filter, ...input }, call) => {
    const repository = findRepository(call, input)
    const now = call.clock.now()
    const describe = (image: ImageRecord) => describeImage(repository, image, now)
    if (imageIds) {
      checkUnpaged('imageIds', input)
      const named = new Set(imageIds.map((imageId) => findImageById(repository, imageId)))
      return { imageDetails: [...named].map(describe) }
    }
    const images = filterImages(repository, filter, now)
    const { items, nextToken } = page(images, ({ digest }) => digest, input)
    return { imageDetails: items.map(describe), nextToken }
  })
