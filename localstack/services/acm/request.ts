import type { KeyAlgorithm, RequestCertificateCommandInput } from '@aws-sdk/client-acm'
import type { KeyType } from '../../../scripts/certificates/certificate.ts'
import { notImplemented } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Given } from '../service.ts'
import type { CertificateRecord } from './records.ts'
import { certificatesOf } from './state.ts'

/** The algorithms of public certificates: https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html */
export const keyTypes = {
  RSA_2048: 'rsa-2048',
  EC_prime256v1: 'P-256',
  EC_secp384r1: 'P-384',
} as const satisfies Partial<Record<KeyAlgorithm, KeyType>>

/** Rejects requests for what only AWS could issue. Returns the algorithm of the key. */
export function checkRequest({
  ValidationMethod = 'EMAIL',
  KeyAlgorithm = 'RSA_2048',
  CertificateAuthorityArn,
  ManagedBy,
  Options,
}: Given<RequestCertificateCommandInput>): keyof typeof keyTypes {
  if (CertificateAuthorityArn) throw notImplemented('certificates of a private authority')
  if (ManagedBy) throw notImplemented('certificates that CloudFront manages')
  if (Options?.Export === 'ENABLED') throw notImplemented('certificates for export')
  const algorithm = (Object.keys(keyTypes) as (keyof typeof keyTypes)[]).find(
    (each) => each === KeyAlgorithm,
  )
  if (!algorithm) throw notImplemented(`public certificates with the key algorithm ${KeyAlgorithm}`)
  if (ValidationMethod !== 'DNS') throw notImplemented(`validation by ${ValidationMethod}`)
  return algorithm
}

const hour = 3_600_000

/** A token names one request for an hour. */
export const findRepeated = (
  scope: Scope,
  { IdempotencyToken, names }: { IdempotencyToken: string | undefined; names: string[] },
): CertificateRecord | undefined =>
  certificatesOf(scope)
    .values()
    .find(
      ({ idempotencyToken, SubjectAlternativeNames, CreatedAt }) =>
        idempotencyToken !== undefined &&
        idempotencyToken === IdempotencyToken &&
        SubjectAlternativeNames.join() === names.join() &&
        scope.clock.now().getTime() - CreatedAt.getTime() < hour,
    )
