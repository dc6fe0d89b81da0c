import type {
  ListSecretVersionIdsCommandInput,
  ListSecretVersionIdsCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import { paginate } from '../../../kernel/paginate.ts'
import { type Operation, readOnly } from '../../service.ts'
import { lastAccess } from '../access.ts'
import { secretPaging } from '../errors.ts'
import { requireSecret } from '../secret.ts'

export const ListSecretVersionIds: Operation<
  ListSecretVersionIdsCommandInput,
  ListSecretVersionIdsCommandOutput
> = readOnly(({ SecretId, IncludeDeprecated, MaxResults = 100, NextToken }, call) => {
  const { ARN, Name, KmsKeyId = 'DefaultEncryptionKey', versions } = requireSecret(call, SecretId)
  const listed = [...versions.values()].filter(
    ({ VersionStages }) => IncludeDeprecated || VersionStages.length > 0,
  )
  const { items, next } = paginate(listed, secretPaging(NextToken, MaxResults))
  const Versions = items.map(({ VersionId, VersionStages, CreatedDate }) => ({
    VersionId,
    CreatedDate,
    KmsKeyIds: [KmsKeyId],
    LastAccessedDate: lastAccess(call, ARN, VersionId),
    ...(VersionStages.length > 0 && { VersionStages }),
  }))
  return { ARN, Name, Versions, NextToken: next }
})
