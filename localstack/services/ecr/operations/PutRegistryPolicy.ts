import type {
  PutRegistryPolicyCommandInput,
  PutRegistryPolicyCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { checkRegistryPolicy } from '../registry-policy.ts'
import { registrySettings } from '../state.ts'

export const PutRegistryPolicy: Operation<
  PutRegistryPolicyCommandInput,
  PutRegistryPolicyCommandOutput
> = ({ policyText }, call) => {
  checkRegistryPolicy(policyText)
  call.state(registrySettings).policyText = policyText
  return { registryId: call.account, policyText }
}
