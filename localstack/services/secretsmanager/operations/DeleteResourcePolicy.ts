import type {
  DeleteResourcePolicyCommandInput,
  DeleteResourcePolicyCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../service.ts'
import { requireLiveSecret } from '../secret.ts'

export const DeleteResourcePolicy: Operation<
  DeleteResourcePolicyCommandInput,
  DeleteResourcePolicyCommandOutput
> = ({ SecretId }, call) => {
  const secret = requireLiveSecret(call, SecretId)
  delete secret.policyText
  return { ARN: secret.ARN, Name: secret.Name }
}
