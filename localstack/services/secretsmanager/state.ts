import { defineState } from '../../kernel/define-state.ts'
import { mapValues } from '../../kernel/map-values.ts'
import { notSaved } from '../../kernel/not-saved.ts'
import type { SecretRecord } from './records.ts'

export const secrets = defineState<Map<string, SecretRecord>>({
  name: 'secretsmanager',
  initial: () => new Map(),
  withoutSecrets: (records) =>
    mapValues(records, (secret) => ({
      ...secret,
      versions: mapValues(secret.versions, ({ VersionId, VersionStages, CreatedDate }) => ({
        VersionId,
        VersionStages,
        CreatedDate,
        SecretString: notSaved,
      })),
    })),
})
