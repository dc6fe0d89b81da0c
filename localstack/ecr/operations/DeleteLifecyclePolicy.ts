import type {
  DeleteLifecyclePolicyCommandInput,
  DeleteLifecyclePolicyCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../operation.ts'
import { lifecyclePolicyOf } from '../lifecycle-policy.ts'
import { findRepository } from '../repository.ts'

export const DeleteLifecyclePolicy: Operation<
  DeleteLifecyclePolicyCommandInput,
  DeleteLifecyclePolicyCommandOutput
> = (input, call) => {
  const repository = findRepository(call, input)
  const { registryId, repositoryName } = repository
  const lifecyclePolicyText = lifecyclePolicyOf(repository)
  delete repository.lifecyclePolicyText
  return { registryId, repositoryName, lifecyclePolicyText, lastEvaluatedAt: new Date(0) }
}
