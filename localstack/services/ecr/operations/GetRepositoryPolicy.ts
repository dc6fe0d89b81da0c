import type {
  GetRepositoryPolicyCommandInput,
  GetRepositoryPolicyCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { repositoryPolicyOf } from '../repository-policy.ts'
import { findRepository } from '../repository.ts'

export const GetRepositoryPolicy: Operation<
  GetRepositoryPolicyCommandInput,
  GetRepositoryPolicyCommandOutput
> = readOnly((input, call) => {
  const repository = findRepository(call, input)
  const { registryId, repositoryName } = repository
  return { registryId, repositoryName, policyText: repositoryPolicyOf(repository) }
})
