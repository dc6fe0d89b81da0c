import type {
  SetRepositoryPolicyCommandInput,
  SetRepositoryPolicyCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { checkRepositoryPolicy } from '../repository-policy.ts'
import { requireRepository } from '../repository.ts'

export const SetRepositoryPolicy: Operation<
  SetRepositoryPolicyCommandInput,
  SetRepositoryPolicyCommandOutput
> = ({ policyText, ...input }, call) => {
  const repository = requireRepository(call, input)
  const { registryId, repositoryName } = repository
  checkRepositoryPolicy(call, policyText)
  repository.policyText = policyText
  return { registryId, repositoryName, policyText }
}
