import type {
  PutResourcePolicyCommandInput,
  PutResourcePolicyCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../service.ts'
import { checkPolicy } from '../policy.ts'
import { requireLiveSecret } from '../secret.ts'

export const PutResourcePolicy: Operation<
  PutResourcePolicyCommandInput,
  PutResourcePolicyCommandOutput
> = ({ SecretId, ResourcePolicy, BlockPublicPolicy = false }, call) => {
  const secret = requireLiveSecret(call, SecretId)
  checkPolicy(ResourcePolicy, !BlockPublicPolicy)
  secret.policyText = ResourcePolicy
  return { ARN: secret.ARN, Name: secret.Name }
}
