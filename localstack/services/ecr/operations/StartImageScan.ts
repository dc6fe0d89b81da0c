import type { StartImageScanCommandInput, StartImageScanCommandOutput } from '@aws-sdk/client-ecr'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { requireImage } from '../images.ts'
import { requireRepository } from '../repository.ts'
import { scanStatusOf } from '../scan.ts'
import { statusOf } from '../storage-class.ts'

const scanInterval = 24 * 60 * 60 * 1000

export const StartImageScan: Operation<StartImageScanCommandInput, StartImageScanCommandOutput> = (
  { imageId, ...input },
  call,
) => {
  const repository = requireRepository(call, input)
  const { registryId, repositoryName } = repository
  const image = requireImage(repository, imageId)
  if (image.children.length > 0)
    throw awsError(
      'UnsupportedImageTypeException',
      `The image is a ${image.mediaType}, which cannot be scanned`,
    )
  const now = call.clock.now()
  if (statusOf(image, now) !== 'ACTIVE')
    throw awsError('ImageArchivedException', 'The image is archived and cannot be scanned')
  if (image.scanRequestedAt && now.getTime() - image.scanRequestedAt.getTime() < scanInterval)
    throw awsError(
      'LimitExceededException',
      'The scan quota per image has been exceeded. Wait and try again.',
    )
  image.scanRequestedAt = now
  return {
    registryId,
    repositoryName,
    imageId: { imageDigest: image.digest, imageTag: imageId.imageTag },
    imageScanStatus: scanStatusOf(image),
  }
}
