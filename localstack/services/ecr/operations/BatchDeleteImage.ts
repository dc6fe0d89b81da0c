import type {
  BatchDeleteImageCommandInput,
  BatchDeleteImageCommandOutput,
  ImageFailure,
  ImageIdentifier,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { deleteImage } from '../delete-image.ts'
import { ImageUses } from '../image-uses.ts'
import { requireRepository } from '../repository.ts'

export const BatchDeleteImage: Operation<
  BatchDeleteImageCommandInput,
  BatchDeleteImageCommandOutput
> = (input, call) => {
  const repository = requireRepository(call, input)
  const from = { repository, uses: new ImageUses(repository) }
  const imageIds: ImageIdentifier[] = []
  const failures: ImageFailure[] = []
  for (const imageId of input.imageIds) {
    const result = deleteImage(call, from, imageId)
    if (Array.isArray(result)) imageIds.push(...result)
    else failures.push(result)
  }
  return { imageIds, failures }
}
