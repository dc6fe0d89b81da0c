import type {
  PutLifecyclePolicyCommandInput,
  PutLifecyclePolicyCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { checkLifecyclePolicy } from '../lifecycle-policy.ts'
import { requireRepository } from '../repository.ts'

export const PutLifecyclePolicy: Operation<
  PutLifecyclePolicyCommandInput,
  PutLifecyclePolicyCommandOutput
> = ({ lifecyclePolicyText, ...input }, call) => {
  const repository = requireRepository(call, input)
  const { registryId, repositoryName } = repository
  checkLifecyclePolicy(lifecyclePolicyText)
  repository.lifecyclePolicyText = lifecyclePolicyText
  return { registryId, repositoryName, lifecyclePolicyText }
}
