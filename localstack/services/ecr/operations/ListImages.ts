import type { ListImagesCommandInput, ListImagesCommandOutput } from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { filterImages, idsOf } from '../images.ts'
import { paginateByKey } from '../../../kernel/paginate.ts'
import { ecrPaging } from '../invalid.ts'
import { requireRepository } from '../repository.ts'

export const ListImages: Operation<ListImagesCommandInput, ListImagesCommandOutput> = readOnly(
  ({ filter, ...input }, call) => {
    const repository = requireRepository(call, input)
    const ids = filterImages(repository, filter, call.clock.now()).flatMap(idsOf)
    const { items, next: nextToken } = paginateByKey(ids, {
      keyOf: ({ imageDigest, imageTag = '' }) => `${imageDigest} ${imageTag}`,
      ...ecrPaging(input),
    })
    return { imageIds: items, nextToken }
  },
)
