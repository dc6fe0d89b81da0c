import { randomUUID } from 'node:crypto'
import type {
  RequestCertificateCommandInput,
  RequestCertificateCommandOutput,
} from '@aws-sdk/client-acm'
import { issueCertificate } from '../../../../scripts/certificates/certificate.ts'
import { arn } from '../../../kernel/arn.ts'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { requireAuthority } from '../authority.ts'
import { checkRequest, findRepeated, keyTypes } from '../request.ts'
import { certificatesOf } from '../state.ts'
import { checkCertificateTags, tagMap } from '../tags.ts'
import { validatedAt } from '../validation.ts'

export const RequestCertificate: Operation<
  RequestCertificateCommandInput,
  RequestCertificateCommandOutput
> = (input, call) => {
  const { DomainName, SubjectAlternativeNames = [], Options, Tags = [], IdempotencyToken } = input
  const algorithm = checkRequest(input)
  checkCertificateTags(new Map(), Tags)
  const names = [...new Set([DomainName, ...SubjectAlternativeNames])]
  const repeated = findRepeated(call, { IdempotencyToken, names })
  if (repeated) return { CertificateArn: repeated.CertificateArn }
  if (DomainName.length > 64)
    throw awsError(
      'InvalidDomainValidationOptionsException',
      'The first domain name can be no longer than 64 characters.',
    )
  const now = call.clock.now()
  const { cert, key } = issueCertificate({
    names,
    now,
    issuer: requireAuthority(call),
    keyType: keyTypes[algorithm],
  })
  const CertificateArn = arn(call, 'acm', `certificate/${randomUUID()}`)
  certificatesOf(call).set(CertificateArn, {
    CertificateArn,
    DomainName,
    SubjectAlternativeNames: names,
    Type: 'AMAZON_ISSUED',
    KeyAlgorithm: algorithm,
    CreatedAt: now,
    IssuedAt: validatedAt(call),
    Options: {
      CertificateTransparencyLoggingPreference: 'ENABLED',
      Export: 'DISABLED',
      ...Options,
    },
    idempotencyToken: IdempotencyToken,
    certificate: cert,
    privateKey: key,
    chain: requireAuthority(call).cert,
    tags: tagMap(Tags),
    InUseBy: [],
  })
  return { CertificateArn }
}
