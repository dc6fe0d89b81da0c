import type {
  UpdateSecretCommandInput,
  UpdateSecretCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../service.ts'
import { requireLiveSecret } from '../secret.ts'
import { addVersion, hasValue } from '../version.ts'

export const UpdateSecret: Operation<UpdateSecretCommandInput, UpdateSecretCommandOutput> = (
  { SecretId, Description, KmsKeyId, ...value },
  call,
) => {
  const secret = requireLiveSecret(call, SecretId)
  const { ARN, Name } = secret
  const VersionId = hasValue(value) ? addVersion(call, secret, value).VersionId : undefined
  if (Description !== undefined) secret.Description = Description
  if (KmsKeyId !== undefined) secret.KmsKeyId = KmsKeyId
  secret.LastChangedDate = call.clock.now()
  return { ARN, Name, VersionId }
}
