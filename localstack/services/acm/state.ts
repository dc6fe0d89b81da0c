import { issueCertificate } from '../../../scripts/certificates/certificate.ts'
import { defineState } from '../../kernel/define-state.ts'
import { mapValues } from '../../kernel/map-values.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { CertificateRecord } from './records.ts'

/** By ARN. */
const certificates = defineState<Map<string, CertificateRecord>>({
  name: 'acm',
  initial: () => new Map(),
  withoutSecrets: (records) => mapValues(records, withAnotherKey),
})

/** The authority that signs the certificates of every account; empty until it is first needed. */
export const authorityState = defineState({
  name: 'acm.authority',
  per: 'emulator',
  initial: () => ({ cert: '', key: '' }),
  withoutSecrets: () => ({ cert: '', key: '' }),
})

/** Listeners can serve it, and no client trusts it. */
function withAnotherKey(record: CertificateRecord): CertificateRecord {
  const { SubjectAlternativeNames: names, KeyAlgorithm: algorithm, CreatedAt: now } = record
  const keyType = algorithm.startsWith('RSA') ? 'rsa-2048' : 'P-256'
  const { cert, key } = issueCertificate({ names, now, keyType })
  return { ...record, certificate: cert, privateKey: key, chain: undefined }
}

export const certificatesOf = (scope: Scope): Map<string, CertificateRecord> =>
  scope.state(certificates)
