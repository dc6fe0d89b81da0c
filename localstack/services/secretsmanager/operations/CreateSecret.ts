import type {
  CreateSecretCommandInput,
  CreateSecretCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../service.ts'
import { invalidSecretParameter } from '../errors.ts'
import { checkNewSecret, createSecret, secretsOf } from '../secret.ts'
import { addVersion, checkNewValue, hasValue } from '../version.ts'
import type { SecretRecord } from '../records.ts'

export const CreateSecret: Operation<CreateSecretCommandInput, CreateSecretCommandOutput> = (
  { Name, Description, KmsKeyId, Tags, AddReplicaRegions = [], ...value },
  call,
) => {
  if (AddReplicaRegions.some(({ Region }) => Region === call.region))
    throw invalidSecretParameter('Invalid replica region.')
  const described = { Name, Description, KmsKeyId, Tags }
  const repeated = madeBy(secretsOf(call).get(Name), value.ClientRequestToken)
  if (!repeated) checkNewSecret(call, described)
  if (hasValue(value)) checkNewValue(repeated, value)
  const secret = repeated ?? createSecret(call, described)
  const { ARN } = secret
  if (!hasValue(value)) return { ARN, Name }
  return { ARN, Name, VersionId: addVersion(call, secret, value).VersionId }
}

/** A repeated call with the same token returns the secret that it made. */
const madeBy = (secret: SecretRecord | undefined, token: string | undefined) =>
  secret && token && secret.versions.has(token) ? secret : undefined
