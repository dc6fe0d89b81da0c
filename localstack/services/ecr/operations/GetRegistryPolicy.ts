import type {
  GetRegistryPolicyCommandInput,
  GetRegistryPolicyCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { requireRegistryPolicy } from '../registry-policy.ts'

export const GetRegistryPolicy: Operation<
  GetRegistryPolicyCommandInput,
  GetRegistryPolicyCommandOutput
> = readOnly((_input, call) => ({
  registryId: call.account,
  policyText: requireRegistryPolicy(call),
}))
