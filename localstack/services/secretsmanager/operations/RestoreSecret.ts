import type {
  RestoreSecretCommandInput,
  RestoreSecretCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../service.ts'
import { requireSecret } from '../secret.ts'

export const RestoreSecret: Operation<RestoreSecretCommandInput, RestoreSecretCommandOutput> = (
  { SecretId },
  call,
) => {
  const secret = requireSecret(call, SecretId)
  delete secret.DeletedDate
  delete secret.DeletionDate
  return { ARN: secret.ARN, Name: secret.Name }
}
