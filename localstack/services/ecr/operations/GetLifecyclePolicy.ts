import type {
  GetLifecyclePolicyCommandInput,
  GetLifecyclePolicyCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { lifecyclePolicyOf } from '../lifecycle-policy.ts'
import { findRepository } from '../repository.ts'

export const GetLifecyclePolicy: Operation<
  GetLifecyclePolicyCommandInput,
  GetLifecyclePolicyCommandOutput
> = readOnly((input, call) => {
  const repository = findRepository(call, input)
  const { registryId, repositoryName, lifecycleEvaluatedAt = new Date(0) } = repository
  const lifecyclePolicyText = lifecyclePolicyOf(repository)
  return { registryId, repositoryName, lifecyclePolicyText, lastEvaluatedAt: lifecycleEvaluatedAt }
})
