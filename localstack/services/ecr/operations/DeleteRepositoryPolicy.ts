import type {
  DeleteRepositoryPolicyCommandInput,
  DeleteRepositoryPolicyCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { repositoryPolicyOf } from '../repository-policy.ts'
import { findRepository } from '../repository.ts'

export const DeleteRepositoryPolicy: Operation<
  DeleteRepositoryPolicyCommandInput,
  DeleteRepositoryPolicyCommandOutput
> = (input, call) => {
  const repository = findRepository(call, input)
  const { registryId, repositoryName } = repository
  const policyText = repositoryPolicyOf(repository)
  delete repository.policyText
  return { registryId, repositoryName, policyText }
}
