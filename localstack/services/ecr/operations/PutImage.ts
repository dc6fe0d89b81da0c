import type { PutImageCommandInput, PutImageCommandOutput } from '@aws-sdk/client-ecr'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { contentDigest } from '../content.ts'
import { putImage } from '../put-image.ts'
import { requireRepository } from '../repository.ts'
import type { RepositoryRecord } from '../records.ts'

export const PutImage: Operation<PutImageCommandInput, PutImageCommandOutput> = (
  { imageManifest, imageManifestMediaType, imageTag, imageDigest, ...input },
  call,
) => {
  const repository = requireRepository(call, input)
  const bytes = Buffer.from(imageManifest)
  checkIsNew(repository, contentDigest(bytes), imageTag)
  const image = putImage(call, repository, {
    bytes,
    mediaType: imageManifestMediaType,
    tag: imageTag,
    digest: imageDigest,
  })
  return {
    image: {
      registryId: repository.registryId,
      repositoryName: repository.repositoryName,
      imageId: { imageDigest: image.digest, imageTag },
      imageManifest,
      imageManifestMediaType: image.mediaType,
    },
  }
}

function checkIsNew(repository: RepositoryRecord, digest: string, imageTag: string | undefined) {
  const { repositoryName, registryId, images, tags } = repository
  if (!images.has(digest)) return
  if (imageTag !== undefined && tags.get(imageTag) !== digest) return
  throw awsError(
    'ImageAlreadyExistsException',
    `Image with digest '${digest}' and tag '${imageTag ?? null}' already exists in the repository with name '${repositoryName}' in registry with id '${registryId}'`,
  )
}
