import type { DescribeImagesCommandInput, DescribeImagesCommandOutput } from '@aws-sdk/client-ecr'
import { awsError } from '../../errors.ts'
import type { Operation } from '../../operation.ts'
import { describeImage, hasTagStatus, lookUpImage } from '../images.ts'
import { invalidParameter } from '../invalid.ts'
import { page } from '../page.ts'
import { findRepository } from '../repository.ts'

export const DescribeImages: Operation<DescribeImagesCommandInput, DescribeImagesCommandOutput> = (
  { imageIds, filter, ...input },
  call,
) => {
  const repository = findRepository(call, input)
  if (imageIds) {
    if (input.nextToken !== undefined || input.maxResults !== undefined)
      throw invalidParameter(
        input.maxResults === undefined ? 'nextToken' : 'maxResults',
        'must not be specified with imageIds',
      )
    const named = new Set(
      imageIds.map((imageId) => {
        const image = lookUpImage(repository, imageId)
        if ('digest' in image) return image
        const { imageDigest = null, imageTag = null } = imageId
        const { repositoryName, registryId } = repository
        throw awsError(
          'ImageNotFoundException',
          `The image with imageId {imageDigest:'${imageDigest}', imageTag:'${imageTag}'} does not exist within the repository with name '${repositoryName}' in the registry with id '${registryId}'`,
        )
      }),
    )
    return { imageDetails: [...named].map((image) => describeImage(repository, image)) }
  }
  const images = [...repository.images.values()].filter((image) =>
    hasTagStatus(repository, image, filter),
  )
  const { items, nextToken } = page(images, ({ digest }) => digest, input)
  return { imageDetails: items.map((image) => describeImage(repository, image)), nextToken }
}
