import type {
  ValidateResourcePolicyCommandInput,
  ValidateResourcePolicyCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../service.ts'
import { checkPolicy, findPolicyFault } from '../policy.ts'
import { requireLiveSecret } from '../secret.ts'

/** A text that is no policy is an error, and a policy that grants access to everyone does not pass. */
export const ValidateResourcePolicy: Operation<
  ValidateResourcePolicyCommandInput,
  ValidateResourcePolicyCommandOutput
> = ({ SecretId, ResourcePolicy }, call) => {
  if (SecretId !== undefined) requireLiveSecret(call, SecretId)
  checkPolicy(ResourcePolicy, true)
  const fault = findPolicyFault(ResourcePolicy, false)
  return {
    PolicyValidationPassed: fault === undefined,
    ValidationErrors: fault
      ? [{ CheckName: 'BlockPublicPolicy', ErrorMessage: fault.message }]
      : [],
  }
}
