import { X509Certificate } from 'node:crypto'
import type { CertificateStatus, KeyAlgorithm } from '@aws-sdk/client-acm'
import type { Scope } from '../../kernel/scope.ts'
import { certificateStatus } from './certificate.ts'
import { certificatesOf } from './state.ts'

/** A certificate as a load balancer serves it. */
export interface ServerCertificate {
  status: CertificateStatus
  algorithm: KeyAlgorithm
  names: string[]
  /** The certificate, and its chain if it has one, as TLS takes them. */
  cert: string
  key: string
  covers(host: string): boolean
}

export function findServerCertificate(scope: Scope, arn: string): ServerCertificate | undefined {
  const record = certificatesOf(scope).get(arn)
  if (!record) return undefined
  const { certificate, chain = '', privateKey: key } = record
  const parsed = new X509Certificate(certificate)
  return {
    status: certificateStatus(scope, record),
    algorithm: record.KeyAlgorithm,
    names: record.SubjectAlternativeNames,
    cert: `${certificate.trimEnd()}\n${chain}`,
    key,
    covers: (host) => parsed.checkHost(host) !== undefined,
  }
}

/** Keeps which load balancers use which certificates, by their ARNs. */
export function setCertificateUses(scope: Scope, uses: Map<string, Set<string>>): void {
  for (const record of certificatesOf(scope).values()) {
    const users = [...(uses.get(record.CertificateArn) ?? [])]
    if (users.join() !== record.InUseBy.join()) record.InUseBy = users
  }
}
