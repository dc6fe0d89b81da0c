import type {
  StartLifecyclePolicyPreviewCommandInput,
  StartLifecyclePolicyPreviewCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { checkLifecyclePolicy, requireLifecyclePolicy } from '../lifecycle-policy.ts'
import { startPreview } from '../lifecycle-preview.ts'
import { requireRepository } from '../repository.ts'

export const StartLifecyclePolicyPreview: Operation<
  StartLifecyclePolicyPreviewCommandInput,
  StartLifecyclePolicyPreviewCommandOutput
> = (input, call) => {
  const repository = requireRepository(call, input)
  const { registryId, repositoryName } = repository
  const lifecyclePolicyText = input.lifecyclePolicyText ?? requireLifecyclePolicy(repository)
  checkLifecyclePolicy(lifecyclePolicyText)
  startPreview(repository, lifecyclePolicyText, call.clock.now())
  return { registryId, repositoryName, lifecyclePolicyText, status: 'IN_PROGRESS' }
}
