import type {
  DeleteLifecyclePolicyCommandInput,
  DeleteLifecyclePolicyCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { lifecyclePolicyOf } from '../lifecycle-policy.ts'
import { findRepository } from '../repository.ts'

export const DeleteLifecyclePolicy: Operation<
  DeleteLifecyclePolicyCommandInput,
  DeleteLifecyclePolicyCommandOutput
> = (input, call) => {
  const repository = findRepository(call, input)
  const { registryId, repositoryName, lifecycleEvaluatedAt = new Date(0) } = repository
  const lifecyclePolicyText = lifecyclePolicyOf(repository)
  delete repository.lifecyclePolicyText
  delete repository.lifecycleEvaluatedAt
  return { registryId, repositoryName, lifecyclePolicyText, lastEvaluatedAt: lifecycleEvaluatedAt }
}
