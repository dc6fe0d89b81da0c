import type {
  StartLifecyclePolicyPreviewCommandInput,
  StartLifecyclePolicyPreviewCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { checkLifecyclePolicy, lifecyclePolicyOf } from '../lifecycle-policy.ts'
import { startPreview } from '../lifecycle-preview.ts'
import { findRepository } from '../repository.ts'

export const StartLifecyclePolicyPreview: Operation<
  StartLifecyclePolicyPreviewCommandInput,
  StartLifecyclePolicyPreviewCommandOutput
> = (input, call) => {
  const repository = findRepository(call, input)
  const { registryId, repositoryName } = repository
  const lifecyclePolicyText = input.lifecyclePolicyText ?? lifecyclePolicyOf(repository)
  checkLifecyclePolicy(lifecyclePolicyText)
  startPreview(repository, lifecyclePolicyText, call.clock.now())
  return { registryId, repositoryName, lifecyclePolicyText, status: 'IN_PROGRESS' }
}
