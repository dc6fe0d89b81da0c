import type {
  DeleteSecretCommandInput,
  DeleteSecretCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../service.ts'
import { invalidSecretParameter } from '../errors.ts'
import { newSecretArn, ownerOf, requireLiveSecret, requireSecret, secretsOf } from '../secret.ts'
import type { Call } from '../../../kernel/scope.ts'
import { AwsError } from '../../../kernel/errors.ts'

const day = 24 * 60 * 60 * 1000

export const DeleteSecret: Operation<DeleteSecretCommandInput, DeleteSecretCommandOutput> = (
  { SecretId, RecoveryWindowInDays, ForceDeleteWithoutRecovery },
  call,
) => {
  const days = RecoveryWindowInDays ?? 30
  if (days < 7 || days > 30)
    throw invalidSecretParameter(
      'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).',
    )
  if (ForceDeleteWithoutRecovery && RecoveryWindowInDays !== undefined)
    throw invalidSecretParameter(
      "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    )
  if (ForceDeleteWithoutRecovery) return forceDelete(call, SecretId)
  const secret = requireLiveSecret(call, SecretId)
  const { ARN, Name } = secret
  const now = call.clock.now()
  secret.DeletedDate = now
  secret.DeletionDate = new Date(now.getTime() + days * day)
  return { ARN, Name, DeletionDate: secret.DeletionDate }
}

/** A secret that is not there counts as deleted: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html */
function forceDelete(call: Call, id: string) {
  const DeletionDate = call.clock.now()
  try {
    const { ARN, Name } = requireSecret(call, id)
    secretsOf(ownerOf(call, id)).delete(Name)
    return { ARN, Name, DeletionDate }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    const ARN = id.startsWith('arn:') ? id : newSecretArn(call, id)
    return { ARN, Name: /:secret:(.+)-\w{6}$/.exec(ARN)?.[1] ?? id, DeletionDate }
  }
}
