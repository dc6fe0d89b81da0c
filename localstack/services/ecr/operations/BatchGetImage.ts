import type { BatchGetImageCommandInput, BatchGetImageCommandOutput } from '@aws-sdk/client-ecr'
import type { Image, ImageFailure } from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { readManifest } from '../content.ts'
import { failure, findImageOrFailure } from '../images.ts'
import { requireRepository } from '../repository.ts'
import { statusOf } from '../storage-class.ts'

export const BatchGetImage: Operation<BatchGetImageCommandInput, BatchGetImageCommandOutput> = (
  { imageIds, acceptedMediaTypes, ...input },
  call,
) => {
  const repository = requireRepository(call, input)
  const { registryId, repositoryName } = repository
  const images: Image[] = []
  const failures: ImageFailure[] = []
  for (const imageId of imageIds) {
    const image = findImageOrFailure(repository, imageId)
    if (!('digest' in image)) failures.push(image)
    else if (acceptedMediaTypes?.includes(image.mediaType) === false)
      failures.push(failure(imageId, 'ImageNotFound', 'Requested image not found'))
    else if (statusOf(image, call.clock.now()) !== 'ACTIVE')
      failures.push(failure(imageId, 'ImageInaccessible', 'Requested image is archived'))
    else {
      image.lastRecordedPullTime = call.clock.now()
      images.push({
        registryId,
        repositoryName,
        imageId: { imageDigest: image.digest, imageTag: imageId.imageTag },
        imageManifest: readManifest(call, image.digest).toString('utf8'),
        imageManifestMediaType: image.mediaType,
      })
    }
  }
  return { images, failures }
}
