import { makeCertificate } from '../../support/certificate.ts'
import type { Cases, World } from './world.ts'

export async function acmCases({ run }: World): Promise<Cases> {
  const { cert, key } = makeCertificate('www.example.com')
  const imported = { Certificate: Buffer.from(cert), PrivateKey: Buffer.from(key) }
  const { CertificateArn } = await run<{ CertificateArn: string }>(
    'acm',
    'ImportCertificate',
    imported,
  )
  const reserved = { Tags: [{ Key: 'aws:a', Value: '1' }] }
  const absent = { CertificateArn: `${CertificateArn}0` }
  return {
    AddTagsToCertificate: { CertificateArn, ...reserved },
    DeleteCertificate: absent,
    ImportCertificate: { ...imported, CertificateChain: Buffer.from(cert.replace('END', 'BEGIN')) },
    RemoveTagsFromCertificate: { ...absent, Tags: [{ Key: 'a' }] },
    RequestCertificate: {
      DomainName: `${'a'.repeat(60)}.example.com`,
      ValidationMethod: 'DNS',
      Tags: [{ Key: 'a', Value: '1' }],
    },
  }
}
