import type {
  ImageDetail,
  ImageFailure,
  ImageFailureCode,
  ImageIdentifier,
  ListImagesFilter,
} from '@aws-sdk/client-ecr'
import { awsError } from '../../kernel/errors.ts'
import { checkTag, isTag } from './image-tags.ts'
import { scanStatusOf } from './scan.ts'
import { statusOf } from './storage-class.ts'
import type { ImageRecord, RepositoryRecord } from './records.ts'

/** Finds the image of an identifier, or the failure that batch operations report. */
export function findImageOrFailure(
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
  if (imageTag !== undefined && !isTag(imageTag))
    return failure(
      imageId,
      'InvalidImageTag',
      "Invalid request parameters: image tag should satisfy the regex '[a-zA-Z0-9-_.]+'",
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

/** The image of an identifier, or ECR's error. */
export function requireImage(repository: RepositoryRecord, imageId: ImageIdentifier): ImageRecord {
  if (imageId.imageTag !== undefined) checkTag(imageId.imageTag)
  const image = findImageOrFailure(repository, imageId)
  if ('digest' in image) return image
  const { failureCode, failureReason = '' } = image
  if (failureCode === 'MissingDigestAndTag' || failureCode === 'InvalidImageDigest')
    throw awsError('InvalidParameterException', failureReason)
  throw awsError(
    'ImageNotFoundException',
    `The image with imageId ${shownId(imageId)} does not exist within the repository with name '${repository.repositoryName}' in the registry with id '${repository.registryId}'`,
  )
}

/** An identifier as ECR's messages show it. */
export const shownId = ({ imageDigest, imageTag }: ImageIdentifier) =>
  `{imageDigest:'${imageDigest ?? null}', imageTag:'${imageTag ?? null}'}`

/** An image as DescribeImages shows it. */
export function imageToApi(
  repository: RepositoryRecord,
  image: ImageRecord,
  now: Date,
): ImageDetail {
  const imageStatus = statusOf(image, now)
  return {
    registryId: repository.registryId,
    repositoryName: repository.repositoryName,
    imageDigest: image.digest,
    imageTags: image.tags.size > 0 ? [...image.tags] : undefined,
    imageSizeInBytes: image.size,
    imagePushedAt: image.pushedAt,
    imageManifestMediaType: image.mediaType,
    artifactMediaType: image.artifactMediaType,
    lastRecordedPullTime: image.lastRecordedPullTime,
    subjectManifestDigest: image.subject,
    imageScanStatus: scanStatusOf(image),
    imageStatus,
    lastArchivedAt: image.archivedAt,
    lastActivatedAt: imageStatus === 'ACTIVE' ? image.activatedAt : undefined,
  }
}

/** The identifiers of an image: one per tag, or its digest alone. */
export const idsOf = ({ digest: imageDigest, tags }: ImageRecord): ImageIdentifier[] =>
  tags.size > 0 ? [...tags].map((imageTag) => ({ imageDigest, imageTag })) : [{ imageDigest }]

/** The images that a listing with this filter shows; without one those that can be pulled. */
export const filterImages = (
  repository: RepositoryRecord,
  { tagStatus = 'ANY', imageStatus = 'ACTIVE' }: ListImagesFilter = {},
  now: Date,
): ImageRecord[] =>
  [...repository.images.values()]
    .filter((image) => imageStatus === 'ANY' || imageStatus === statusOf(image, now))
    .filter(({ tags }) => tagStatus === 'ANY' || (tagStatus === 'TAGGED') === tags.size > 0)
