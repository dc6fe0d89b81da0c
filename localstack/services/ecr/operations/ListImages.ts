import type { ListImagesCommandInput, ListImagesCommandOutput } from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { filterImages, idsOf } from '../images.ts'
import { page } from '../page.ts'
import { findRepository } from '../repository.ts'

export const ListImages: Operation<ListImagesCommandInput, ListImagesCommandOutput> = readOnly(
  ({ filter, ...input }, call) => {
    const repository = findRepository(call, input)
    const ids = filterImages(repository, filter, call.clock.now()).flatMap(idsOf)
    const { items, nextToken } = page(
      ids,
      ({ imageDigest, imageTag = '' }) => `${imageDigest} ${imageTag}`,
      input,
    )
    return { imageIds: items, nextToken }
  },
)
