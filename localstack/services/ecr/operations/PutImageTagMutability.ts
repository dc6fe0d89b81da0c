import type {
  PutImageTagMutabilityCommandInput,
  PutImageTagMutabilityCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { requireRepository } from '../repository.ts'
import { checkTagMutability } from '../tag-mutability.ts'

export const PutImageTagMutability: Operation<
  PutImageTagMutabilityCommandInput,
  PutImageTagMutabilityCommandOutput
> = (input, call) => {
  const repository = requireRepository(call, input)
  const { registryId, repositoryName } = repository
  const { imageTagMutability, imageTagMutabilityExclusionFilters } = input
  checkTagMutability({ imageTagMutability, imageTagMutabilityExclusionFilters })
  Object.assign(repository, { imageTagMutability, imageTagMutabilityExclusionFilters })
  return { registryId, repositoryName, imageTagMutability, imageTagMutabilityExclusionFilters }
}
