import type { ImageTagMutabilityExclusionFilter } from '@aws-sdk/client-ecr'
import { awsError } from '../../kernel/errors.ts'
import { invalidEcrParameter } from './invalid.ts'
import { matchesWildcard, starsOf } from '../../../scripts/policy/wildcard.ts'
import type { RepositoryRecord } from './records.ts'

interface TagMutability {
  imageTagMutability: RepositoryRecord['imageTagMutability']
  imageTagMutabilityExclusionFilters?: ImageTagMutabilityExclusionFilter[] | undefined
}

/** Filters and the modes `…_WITH_EXCLUSION` come together: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html */
export function checkTagMutability({
  imageTagMutability: mode,
  imageTagMutabilityExclusionFilters: filters,
}: TagMutability): void {
  const wantsFilters = mode.endsWith('_WITH_EXCLUSION')
  if (filters && !wantsFilters)
    throw invalidFilters(
      `ImageTagMutabilityExclusionFilters are not allowed when imageTagMutability is set to ${mode}`,
    )
  if (!filters && wantsFilters)
    throw invalidFilters(
      `ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set to ${mode}`,
    )
  if (filters?.some(({ filter = '' }) => filter.split('*').length > 3))
    throw invalidFilters('must contain at most two wildcards (*)')
}

/** Rejects moving a tag that is immutable by the repository's settings. */
export function checkTagMayMove(repository: RepositoryRecord, tag: string): void {
  const { imageTagMutability: mode, repositoryName } = repository
  if (!repository.tags.has(tag) || !isImmutable(repository, tag)) return
  const culprit = mode === 'IMMUTABLE' ? 'repository' : 'tag'
  throw awsError(
    'ImageTagAlreadyExistsException',
    `The image tag '${tag}' already exists in the '${repositoryName}' repository and cannot be overwritten because the ${culprit} is immutable.`,
  )
}

function isImmutable(repository: TagMutability, tag: string): boolean {
  const immutable = repository.imageTagMutability.startsWith('IMMUTABLE')
  const excluded = (repository.imageTagMutabilityExclusionFilters ?? []).some(({ filter = '' }) =>
    matchesWildcard(starsOf(filter), tag),
  )
  return immutable !== excluded
}

const invalidFilters = (constraint: string) =>
  invalidEcrParameter('imageTagMutabilityExclusionFilters', constraint)
