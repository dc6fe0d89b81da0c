import type {
  SetRepositoryPolicyCommandInput,
  SetRepositoryPolicyCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { checkRepositoryPolicy } from '../repository-policy.ts'
import { findRepository } from '../repository.ts'

export const SetRepositoryPolicy: Operation<
  SetRepositoryPolicyCommandInput,
  SetRepositoryPolicyCommandOutput
> = ({ policyText, ...input }, call) => {
  const repository = findRepository(call, input)
  const { registryId, repositoryName } = repository
  checkRepositoryPolicy(call, policyText)
  repository.policyText = policyText
  return { registryId, repositoryName, policyText }
}
