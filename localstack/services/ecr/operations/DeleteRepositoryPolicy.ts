import type {
  DeleteRepositoryPolicyCommandInput,
  DeleteRepositoryPolicyCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { requireRepositoryPolicy } from '../repository-policy.ts'
import { requireRepository } from '../repository.ts'

export const DeleteRepositoryPolicy: Operation<
  DeleteRepositoryPolicyCommandInput,
  DeleteRepositoryPolicyCommandOutput
> = (input, call) => {
  const repository = requireRepository(call, input)
  const { registryId, repositoryName } = repository
  const policyText = requireRepositoryPolicy(repository)
  delete repository.policyText
  return { registryId, repositoryName, policyText }
}
