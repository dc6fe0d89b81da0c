import type { DescribeImagesCommandInput, DescribeImagesCommandOutput } from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { imageToApi, filterImages, requireImage } from '../images.ts'
import { paginateByKey } from '../../../kernel/paginate.ts'
import { checkUnpaged, ecrPaging } from '../invalid.ts'
import { requireRepository } from '../repository.ts'
import type { ImageRecord } from '../records.ts'

export const DescribeImages: Operation<DescribeImagesCommandInput, DescribeImagesCommandOutput> =
  readOnly(({ imageIds, filter, ...input }, call) => {
    const repository = requireRepository(call, input)
    const now = call.clock.now()
    const describe = (image: ImageRecord) => imageToApi(repository, image, now)
    if (imageIds) {
      checkUnpaged('imageIds', input)
      const named = new Set(imageIds.map((imageId) => requireImage(repository, imageId)))
      return { imageDetails: [...named].map(describe) }
    }
    const images = filterImages(repository, filter, now)
    const { items, next: nextToken } = paginateByKey(images, {
      keyOf: ({ digest }) => digest,
      ...ecrPaging(input),
    })
    return { imageDetails: items.map(describe), nextToken }
  })
