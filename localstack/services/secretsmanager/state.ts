import { defineState } from '../../kernel/store.ts'
import type { SecretRecord } from './records.ts'

export const secrets = defineState<Map<string, SecretRecord>>({
  name: 'secretsmanager',
  initial: () => new Map(),
})
