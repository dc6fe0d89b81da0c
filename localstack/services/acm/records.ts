import type { CertificateOptions, KeyAlgorithm } from '@aws-sdk/client-acm'

export interface CertificateRecord {
  CertificateArn: string
  DomainName: string
  SubjectAlternativeNames: string[]
  Type: 'AMAZON_ISSUED' | 'IMPORTED'
  KeyAlgorithm: KeyAlgorithm
  CreatedAt: Date
  /** The time of validation, which lies in the future while the certificate is pending, or of the import. */
  IssuedAt: Date
  Options?: CertificateOptions | undefined
  idempotencyToken?: string | undefined
  /** PEM. The certificate of a request is made with it, and shown once it is issued. */
  certificate: string
  privateKey: string
  chain?: string | undefined
  tags: Map<string, string>
  /** The load balancers that use it, which elbv2 reports. */
  InUseBy: string[]
}
