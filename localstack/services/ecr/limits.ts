import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { isPublicRegistry } from './public-registry.ts'
import type { Upload } from './upload.ts'
import type { RepositoryRecord } from './records.ts'

const mib = 1024 * 1024

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html and the same page of ECR Public. */
const limitsOf = (scope: Scope) =>
  isPublicRegistry(scope)
    ? { layerParts: 1000, layerMib: 10_000, images: 100_000 }
    : { layerParts: 4200, layerMib: 52_000, images: 100_000 }

/** Rejects a part that makes too many of them, or too large a layer. */
export function checkPartLimits(scope: Scope, { id, parts }: Upload, partLastByte: number): void {
  const { layerParts, layerMib } = limitsOf(scope)
  if (parts >= layerParts)
    throw exceeded(`The upload with id '${id}' has the maximum number of parts (${layerParts})`)
  if (partLastByte >= layerMib * mib)
    throw exceeded(`The upload with id '${id}' exceeds the maximum layer size (${layerMib} MiB)`)
}

/** Rejects one image more than a repository may have. */
export function checkImageLimit(scope: Scope, repository: RepositoryRecord): void {
  const { images } = limitsOf(scope)
  if (repository.images.size >= images)
    throw exceeded(
      `The repository with name '${repository.repositoryName}' in registry with id '${repository.registryId}' has the maximum number of images (${images})`,
    )
}

const exceeded = (message: string) => awsError('LimitExceededException', message)
