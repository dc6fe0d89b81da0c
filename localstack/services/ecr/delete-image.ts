import type { ImageFailure, ImageIdentifier } from '@aws-sdk/client-ecr'
import type { Scope } from '../../kernel/scope.ts'
import { releaseContent } from './content.ts'
import { untagImage } from './image-tags.ts'
import type { ImageUses } from './image-uses.ts'
import { failure, idsOf, findImageOrFailure } from './images.ts'
import type { ImageRecord, RepositoryRecord } from './records.ts'

/** A repository of which one image after the other is deleted. */
export interface Deletion {
  repository: RepositoryRecord
  uses: ImageUses
}

/**
 * Deletes what an identifier names: a digest with all its tags, or one tag, and with the last tag the image.
 * What an index still needs stays: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html
 */
export function deleteImage(
  scope: Scope,
  from: Deletion,
  imageId: ImageIdentifier,
): ImageIdentifier[] | ImageFailure {
  const { repository, uses } = from
  const { imageTag } = imageId
  const image = findImageOrFailure(repository, imageId)
  if (!('digest' in image)) return image
  if (imageTag !== undefined && image.tags.size > 1) {
    untagImage(repository, imageTag)
    return [{ imageDigest: image.digest, imageTag }]
  }
  const indexes = uses.indexesOf(image.digest)
  if (indexes.length > 0)
    return failure(
      imageId,
      'ImageReferencedByManifestList',
      `Requested image referenced by manifest list: [${indexes.join(', ')}]`,
    )
  const deleted = idsOf(image)
  removeImage(scope, from, image)
  return deleted
}

/** Removes the image, its tags and the layers that no other image of the repository needs. */
export function removeImage(
  scope: Scope,
  { repository, uses }: Deletion,
  image: ImageRecord,
): void {
  for (const tag of image.tags) untagImage(repository, tag)
  repository.images.delete(image.digest)
  releaseContent(scope, repository, [image.digest, ...uses.remove(image)])
}
