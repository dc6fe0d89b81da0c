import { defineState } from '../../kernel/store.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { CertificateRecord } from './records.ts'

/** By ARN. */
const certificates = defineState<Map<string, CertificateRecord>>({
  name: 'acm',
  initial: () => new Map(),
})

/** The authority that signs the certificates of every account; empty until it is first needed. */
export const authorityState = defineState({
  name: 'acm.authority',
  per: 'emulator',
  initial: () => ({ cert: '', key: '' }),
})

export const certificatesOf = (scope: Scope): Map<string, CertificateRecord> =>
  scope.state(certificates)
