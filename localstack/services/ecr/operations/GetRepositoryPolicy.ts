import type {
  GetRepositoryPolicyCommandInput,
  GetRepositoryPolicyCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { repositoryPolicyOf } from '../repository-policy.ts'
import { findRepository } from '../repository.ts'

export const GetRepositoryPolicy: Operation<
  GetRepositoryPolicyCommandInput,
  GetRepositoryPolicyCommandOutput
> = (input, call) => {
  const repository = findRepository(call, input)
  const { registryId, repositoryName } = repository
  return { registryId, repositoryName, policyText: repositoryPolicyOf(repository) }
}
