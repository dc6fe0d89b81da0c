import type {
  PutSecretValueCommandInput,
  PutSecretValueCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../service.ts'
import { requireLiveSecret } from '../secret.ts'
import { addVersion, checkNewValue } from '../version.ts'

export const PutSecretValue: Operation<PutSecretValueCommandInput, PutSecretValueCommandOutput> = (
  { SecretId, VersionStages, ...value },
  call,
) => {
  const secret = requireLiveSecret(call, SecretId)
  checkNewValue(secret, value)
  const version = addVersion(call, secret, value, VersionStages)
  const { ARN, Name } = secret
  return { ARN, Name, VersionId: version.VersionId, VersionStages: version.VersionStages }
}
