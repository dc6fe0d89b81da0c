import type {
  GetResourcePolicyCommandInput,
  GetResourcePolicyCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import { type Operation, readOnly } from '../../service.ts'
import { requireLiveSecret } from '../secret.ts'

export const GetResourcePolicy: Operation<
  GetResourcePolicyCommandInput,
  GetResourcePolicyCommandOutput
> = readOnly(({ SecretId }, call) => {
  const { ARN, Name, policyText } = requireLiveSecret(call, SecretId)
  return { ARN, Name, ResourcePolicy: policyText }
})
