import type { ImageFailure, ImageIdentifier } from '@aws-sdk/client-ecr'
import type { Scope } from '../operation.ts'
import { releaseContent } from './content.ts'
import { failure, idsOf, lookUpImage, tagsOf } from './images.ts'
import type { ImageRecord, RepositoryRecord } from './state.ts'

/**
 * Deletes what an identifier names: a digest with all its tags, or one tag, and with the last tag the image.
 * What an index still needs stays: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html
 */
export function deleteImage(
  scope: Scope,
  repository: RepositoryRecord,
  imageId: ImageIdentifier,
): ImageIdentifier[] | ImageFailure {
  const { imageTag } = imageId
  const image = lookUpImage(repository, imageId)
  if (!('digest' in image)) return image
  if (imageTag !== undefined && tagsOf(repository, image).length > 1) {
    repository.tags.delete(imageTag)
    return [{ imageDigest: image.digest, imageTag }]
  }
  const indexes = indexesOf(repository, image)
  if (indexes.length > 0)
    return failure(
      imageId,
      'ImageReferencedByManifestList',
      `Requested image referenced by manifest list: [${indexes.join(', ')}]`,
    )
  const deleted = idsOf(repository, image)
  removeImage(scope, repository, image)
  return deleted
}

const indexesOf = (repository: RepositoryRecord, { digest }: ImageRecord): string[] =>
  [...repository.images.values()]
    .filter(({ children }) => children.includes(digest))
    .map((index) => index.digest)

/** Takes the image away with its tags and the layers that no other image of the repository needs. */
export function removeImage(scope: Scope, repository: RepositoryRecord, image: ImageRecord): void {
  for (const tag of tagsOf(repository, image)) repository.tags.delete(tag)
  repository.images.delete(image.digest)
  const needed = new Set([...repository.images.values()].flatMap(({ layers }) => layers))
  const unneeded = image.layers.filter((digest) => !needed.has(digest))
  releaseContent(scope, repository, [image.digest, ...unneeded])
}
