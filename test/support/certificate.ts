import { ACMClient, ImportCertificateCommand } from '@aws-sdk/client-acm'
import { type Issued, issueCertificate } from '../../scripts/certificates/certificate.ts'
import type { Target } from './target.ts'

/** A certificate of its own authority for host names. */
export const makeCertificate = (...names: string[]): Issued =>
  issueCertificate({ names, now: new Date() })

/** Imports a certificate for host names. Returns its ARN. */
export async function importCertificate(
  { config }: Pick<Target, 'config'>,
  { cert, key } = makeCertificate('www.example.com'),
): Promise<string> {
  const { CertificateArn } = await new ACMClient(config).send(
    new ImportCertificateCommand({ Certificate: Buffer.from(cert), PrivateKey: Buffer.from(key) }),
  )
  return CertificateArn!
}
