import type {
  UpdateImageStorageClassCommandInput,
  UpdateImageStorageClassCommandOutput,
} from '@aws-sdk/client-ecr'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { requireImage } from '../images.ts'
import { requireRepository } from '../repository.ts'
import { archive, restore, statusOf } from '../storage-class.ts'

export const UpdateImageStorageClass: Operation<
  UpdateImageStorageClassCommandInput,
  UpdateImageStorageClassCommandOutput
> = ({ imageId, targetStorageClass, ...input }, call) => {
  const { clock } = call
  const repository = requireRepository(call, input)
  const { registryId, repositoryName } = repository
  const image = requireImage(repository, imageId)
  const status = statusOf(image, clock.now())
  const from = targetStorageClass === 'ARCHIVE' ? 'ACTIVE' : 'ARCHIVED'
  if (status !== from)
    throw awsError(
      'ImageStorageClassUpdateNotSupportedException',
      `The image is ${status} and cannot be moved to the ${targetStorageClass} storage class`,
    )
  if (targetStorageClass === 'ARCHIVE') archive(image, clock.now())
  else restore(image, clock)
  return {
    registryId,
    repositoryName,
    imageId: { imageDigest: image.digest, imageTag: imageId.imageTag },
    imageStatus: statusOf(image, clock.now()),
  }
}
