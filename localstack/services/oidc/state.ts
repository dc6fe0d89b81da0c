import { defineState } from '../../kernel/store.ts'
import type { IssuerKeyRecord } from './records.ts'

export const issuerState = defineState({
  name: 'oidc',
  per: 'emulator',
  initial: (): { key?: IssuerKeyRecord | undefined } => ({}),
})
