import type {
  GetLifecyclePolicyCommandInput,
  GetLifecyclePolicyCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { requireLifecyclePolicy } from '../lifecycle-policy.ts'
import { requireRepository } from '../repository.ts'

export const GetLifecyclePolicy: Operation<
  GetLifecyclePolicyCommandInput,
  GetLifecyclePolicyCommandOutput
> = readOnly((input, call) => {
  const repository = requireRepository(call, input)
  const { registryId, repositoryName, lifecycleEvaluatedAt = new Date(0) } = repository
  const lifecyclePolicyText = requireLifecyclePolicy(repository)
  return { registryId, repositoryName, lifecyclePolicyText, lastEvaluatedAt: lifecycleEvaluatedAt }
})
