import type {
  DeleteRegistryPolicyCommandInput,
  DeleteRegistryPolicyCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { requireRegistryPolicy } from '../registry-policy.ts'
import { registrySettings } from '../state.ts'

export const DeleteRegistryPolicy: Operation<
  DeleteRegistryPolicyCommandInput,
  DeleteRegistryPolicyCommandOutput
> = (_input, call) => {
  const policyText = requireRegistryPolicy(call)
  delete call.state(registrySettings).policyText
  return { registryId: call.account, policyText }
}
