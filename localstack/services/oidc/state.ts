import { defineState } from '../../kernel/define-state.ts'
import type { IssuerKeyRecord } from './records.ts'

export const issuerState = defineState<{ key?: IssuerKeyRecord | undefined }>({
  name: 'oidc',
  per: 'emulator',
  initial: () => ({}),
  withoutSecrets: () => ({}),
})
