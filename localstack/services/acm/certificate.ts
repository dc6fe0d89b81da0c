import { X509Certificate } from 'node:crypto'
import type { CertificateDetail, CertificateStatus, CertificateSummary } from '@aws-sdk/client-acm'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { CertificateRecord } from './records.ts'
import { certificatesOf } from './state.ts'
import { validationOf } from './validation.ts'

export function requireCertificate(scope: Scope, arn: string): CertificateRecord {
  const found = certificatesOf(scope).get(arn)
  // The words of AWS's answer to ImportCertificate in public logs.
  if (!found) throw awsError('ResourceNotFoundException', `Could not find certificate ${arn}.`)
  return found
}

/** A requested certificate is pending until it is validated. */
export function certificateStatus(
  { clock }: Scope,
  { IssuedAt, certificate }: Pick<CertificateRecord, 'IssuedAt' | 'certificate'>,
): CertificateStatus {
  const now = clock.now()
  if (now < IssuedAt) return 'PENDING_VALIDATION'
  return now < new X509Certificate(certificate).validToDate ? 'ISSUED' : 'EXPIRED'
}

/** The members that ListCertificates and DescribeCertificate have in common. */
function commonOf(scope: Scope, record: CertificateRecord) {
  const { CertificateArn, DomainName, Type, KeyAlgorithm, CreatedAt, IssuedAt } = record
  const Status = certificateStatus(scope, record)
  const isImported = Type === 'IMPORTED'
  const { validFromDate, validToDate } = new X509Certificate(record.certificate)
  return {
    CertificateArn,
    DomainName,
    Status,
    Type,
    KeyAlgorithm,
    CreatedAt,
    ...(isImported ? { ImportedAt: IssuedAt } : {}),
    ...(Status !== 'PENDING_VALIDATION' && {
      ...(!isImported && { IssuedAt }),
      NotBefore: validFromDate,
      NotAfter: validToDate,
    }),
    RenewalEligibility:
      !isImported && record.InUseBy.length > 0 ? ('ELIGIBLE' as const) : ('INELIGIBLE' as const),
    CertificateKeyPairOrigin: isImported
      ? ('CUSTOMER_PROVIDED' as const)
      : ('AWS_MANAGED' as const),
  } satisfies CertificateSummary
}

export const certificateToSummary = (
  scope: Scope,
  record: CertificateRecord,
): CertificateSummary => ({
  ...commonOf(scope, record),
  SubjectAlternativeNameSummaries: record.SubjectAlternativeNames,
  HasAdditionalSubjectAlternativeNames: false,
  InUse: record.InUseBy.length > 0,
  Exported: false,
  ...(record.Type === 'AMAZON_ISSUED' && { ExportOption: 'DISABLED' as const }),
})

export function certificateToApi(scope: Scope, record: CertificateRecord): CertificateDetail {
  const common = commonOf(scope, record)
  const { subject, issuer, serialNumber } = new X509Certificate(record.certificate)
  const isPending = common.Status === 'PENDING_VALIDATION'
  return {
    ...common,
    SubjectAlternativeNames: record.SubjectAlternativeNames,
    ...(record.Type === 'AMAZON_ISSUED' && {
      DomainValidationOptions: validationOf(scope, record, isPending),
      Options: record.Options,
    }),
    Subject: isPending ? `CN=${record.DomainName}` : subject.replaceAll('\n', ','),
    ...(!isPending && {
      Serial: serialNumber.toLowerCase().replaceAll(/(..)(?=.)/g, '$1:'),
      Issuer: /^O=(.*)$/m.exec(issuer)?.[1] ?? /^CN=(.*)$/m.exec(issuer)?.[1],
    }),
    InUseBy: record.InUseBy,
  }
}
