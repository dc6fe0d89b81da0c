import type {
  ImageDetail,
  ImageFailure,
  ImageFailureCode,
  ImageIdentifier,
  ListImagesFilter,
} from '@aws-sdk/client-ecr'
import type { ImageRecord, RepositoryRecord } from './state.ts'

/** Finds the image an identifier names, or says why not, as the batch operations report it. */
export function lookUpImage(
  repository: RepositoryRecord,
  imageId: ImageIdentifier,
): ImageRecord | ImageFailure {
  const { imageDigest, imageTag } = imageId
  if (imageDigest === undefined && imageTag === undefined)
    return failure(
      imageId,
      'MissingDigestAndTag',
      'Invalid request parameters: both tag and digest cannot be null',
    )
  if (imageDigest !== undefined && !digestPattern.test(imageDigest))
    return failure(
      imageId,
      'InvalidImageDigest',
      "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
    )
  const tagged = imageTag === undefined ? undefined : repository.tags.get(imageTag)
  const image = repository.images.get(imageDigest ?? tagged ?? '')
  if (image && imageTag !== undefined && tagged !== image.digest)
    return failure(
      imageId,
      'ImageTagDoesNotMatchDigest',
      'Requested image tag does not match the requested image digest',
    )
  return image ?? failure(imageId, 'ImageNotFound', 'Requested image not found')
}

const digestPattern = /^[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+$/

/** One entry of a batch operation's `failures`. */
export const failure = (
  imageId: ImageIdentifier,
  failureCode: ImageFailureCode,
  failureReason: string,
): ImageFailure => ({ imageId, failureCode, failureReason })

/** An image as DescribeImages shows it. */
export function describeImage(repository: RepositoryRecord, image: ImageRecord): ImageDetail {
  const imageTags = tagsOf(repository, image)
  return {
    registryId: repository.registryId,
    repositoryName: repository.repositoryName,
    imageDigest: image.digest,
    imageTags: imageTags.length > 0 ? imageTags : undefined,
    imageSizeInBytes: image.size,
    imagePushedAt: image.pushedAt,
    imageManifestMediaType: image.mediaType,
    artifactMediaType: image.artifactMediaType,
    lastRecordedPullTime: image.lastRecordedPullTime,
    subjectManifestDigest: image.subject,
    imageStatus: 'ACTIVE',
  }
}

/** The tags an image goes by. */
export const tagsOf = (repository: RepositoryRecord, { digest }: ImageRecord): string[] =>
  [...repository.tags].filter(([, tagged]) => tagged === digest).map(([tag]) => tag)

/** The identifiers of an image: one per tag, or its digest alone. */
export function idsOf(repository: RepositoryRecord, image: ImageRecord): ImageIdentifier[] {
  const imageTags = tagsOf(repository, image)
  return imageTags.length > 0
    ? imageTags.map((imageTag) => ({ imageDigest: image.digest, imageTag }))
    : [{ imageDigest: image.digest }]
}

/** Whether a listing with this filter shows the image; images here are always active. */
export function hasTagStatus(
  repository: RepositoryRecord,
  image: ImageRecord,
  { tagStatus = 'ANY', imageStatus = 'ANY' }: ListImagesFilter = {},
): boolean {
  if (imageStatus !== 'ANY' && imageStatus !== 'ACTIVE') return false
  return tagStatus === 'ANY' || (tagStatus === 'TAGGED') === tagsOf(repository, image).length > 0
}
