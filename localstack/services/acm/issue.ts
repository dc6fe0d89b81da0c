import { randomUUID } from 'node:crypto'
import { issueCertificate } from '../../../scripts/certificates/certificate.ts'
import { arn } from '../../kernel/arn.ts'
import type { Scope } from '../../kernel/scope.ts'
import { requireAuthority } from './authority.ts'
import type { CertificateRecord } from './records.ts'
import { keyTypes } from './request.ts'
import { certificatesOf } from './state.ts'

interface NewCertificate {
  /** The first one is the domain name. */
  names: string[]
  issuedAt: Date
  tags: Map<string, string>
  algorithm?: keyof typeof keyTypes
  options?: CertificateRecord['Options']
  idempotencyToken?: string | undefined
}

/** Makes a public certificate, which is shown from the time of its validation on. Returns its ARN. */
export function createCertificate(
  scope: Scope,
  { names, issuedAt, tags, algorithm = 'RSA_2048', options, idempotencyToken }: NewCertificate,
): string {
  const now = scope.clock.now()
  const issuer = requireAuthority(scope)
  const { cert, key } = issueCertificate({ names, now, issuer, keyType: keyTypes[algorithm] })
  const CertificateArn = arn(scope, 'acm', `certificate/${randomUUID()}`)
  certificatesOf(scope).set(CertificateArn, {
    CertificateArn,
    DomainName: names[0]!,
    SubjectAlternativeNames: names,
    Type: 'AMAZON_ISSUED',
    KeyAlgorithm: algorithm,
    CreatedAt: now,
    IssuedAt: issuedAt,
    Options: {
      CertificateTransparencyLoggingPreference: 'ENABLED',
      Export: 'DISABLED',
      ...options,
    },
    idempotencyToken,
    certificate: cert,
    privateKey: key,
    chain: issuer.cert,
    tags,
    InUseBy: [],
  })
  return CertificateArn
}
