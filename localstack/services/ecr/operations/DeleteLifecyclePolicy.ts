import type {
  DeleteLifecyclePolicyCommandInput,
  DeleteLifecyclePolicyCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { requireLifecyclePolicy } from '../lifecycle-policy.ts'
import { requireRepository } from '../repository.ts'

export const DeleteLifecyclePolicy: Operation<
  DeleteLifecyclePolicyCommandInput,
  DeleteLifecyclePolicyCommandOutput
> = (input, call) => {
  const repository = requireRepository(call, input)
  const { registryId, repositoryName, lifecycleEvaluatedAt = new Date(0) } = repository
  const lifecyclePolicyText = requireLifecyclePolicy(repository)
  delete repository.lifecyclePolicyText
  delete repository.lifecycleEvaluatedAt
  return { registryId, repositoryName, lifecyclePolicyText, lastEvaluatedAt: lifecycleEvaluatedAt }
}
