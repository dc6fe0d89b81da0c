import type {
  DeleteSecretCommandInput,
  DeleteSecretCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../service.ts'
import { invalidSecretParameter } from '../errors.ts'
import { requireSecret, secretsOf } from '../secret.ts'

const day = 24 * 60 * 60 * 1000

export const DeleteSecret: Operation<DeleteSecretCommandInput, DeleteSecretCommandOutput> = (
  { SecretId, RecoveryWindowInDays, ForceDeleteWithoutRecovery },
  call,
) => {
  if (ForceDeleteWithoutRecovery && RecoveryWindowInDays !== undefined)
    throw invalidSecretParameter(
      "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    )
  const days = RecoveryWindowInDays ?? 30
  if (days < 7 || days > 30)
    throw invalidSecretParameter(
      'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).',
    )
  const secret = requireSecret(call, SecretId)
  const { ARN, Name } = secret
  const now = call.clock.now()
  if (ForceDeleteWithoutRecovery) {
    secretsOf(call).delete(Name)
    return { ARN, Name, DeletionDate: now }
  }
  secret.DeletedDate = now
  secret.DeletionDate = new Date(now.getTime() + days * day)
  return { ARN, Name, DeletionDate: secret.DeletionDate }
}
