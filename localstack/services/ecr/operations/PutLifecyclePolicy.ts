import type {
  PutLifecyclePolicyCommandInput,
  PutLifecyclePolicyCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { checkLifecyclePolicy } from '../lifecycle-policy.ts'
import { findRepository } from '../repository.ts'

export const PutLifecyclePolicy: Operation<
  PutLifecyclePolicyCommandInput,
  PutLifecyclePolicyCommandOutput
> = ({ lifecyclePolicyText, ...input }, call) => {
  const repository = findRepository(call, input)
  const { registryId, repositoryName } = repository
  checkLifecyclePolicy(lifecyclePolicyText)
  repository.lifecyclePolicyText = lifecyclePolicyText
  return { registryId, repositoryName, lifecyclePolicyText }
}
