import type {
  CreateSecretCommandInput,
  CreateSecretCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../service.ts'
import { createSecret, secretsOf } from '../secret.ts'
import { addVersion, hasValue } from '../version.ts'
import type { SecretRecord } from '../records.ts'

export const CreateSecret: Operation<CreateSecretCommandInput, CreateSecretCommandOutput> = (
  { Name, Description, KmsKeyId, Tags, ...value },
  call,
) => {
  const repeated = madeBy(secretsOf(call).get(Name), value.ClientRequestToken)
  const secret = repeated ?? createSecret(call, { Name, Description, KmsKeyId, Tags })
  const { ARN } = secret
  if (!hasValue(value)) return { ARN, Name }
  try {
    return { ARN, Name, VersionId: addVersion(call, secret, value).VersionId }
  } catch (error) {
    if (secret !== repeated) secretsOf(call).delete(Name)
    throw error
  }
}

/** A repeated call with the same token returns the secret that it made. */
const madeBy = (secret: SecretRecord | undefined, token: string | undefined) =>
  secret && token && secret.versions.has(token) ? secret : undefined
