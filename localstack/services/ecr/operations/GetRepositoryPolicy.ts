import type {
  GetRepositoryPolicyCommandInput,
  GetRepositoryPolicyCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { requireRepositoryPolicy } from '../repository-policy.ts'
import { requireRepository } from '../repository.ts'

export const GetRepositoryPolicy: Operation<
  GetRepositoryPolicyCommandInput,
  GetRepositoryPolicyCommandOutput
> = readOnly((input, call) => {
  const repository = requireRepository(call, input)
  const { registryId, repositoryName } = repository
  return { registryId, repositoryName, policyText: requireRepositoryPolicy(repository) }
})
