import type {
  UpdateSecretCommandInput,
  UpdateSecretCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../service.ts'
import { requireLiveSecret } from '../secret.ts'
import { addVersion, checkNewValue, hasValue } from '../version.ts'

export const UpdateSecret: Operation<UpdateSecretCommandInput, UpdateSecretCommandOutput> = (
  { SecretId, Description, KmsKeyId, ...value },
  call,
) => {
  const secret = requireLiveSecret(call, SecretId)
  const { ARN, Name } = secret
  if (hasValue(value)) checkNewValue(secret, value)
  if (Description !== undefined) secret.Description = Description || undefined
  if (KmsKeyId !== undefined) secret.KmsKeyId = KmsKeyId
  secret.LastChangedDate = call.clock.now()
  if (!hasValue(value)) return { ARN, Name }
  return { ARN, Name, VersionId: addVersion(call, secret, value).VersionId }
}
