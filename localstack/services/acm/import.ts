import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import type { KeyAlgorithm } from '@aws-sdk/client-acm'
import { awsError } from '../../kernel/errors.ts'
import { findKeyAlgorithm } from './key-algorithm.ts'

/** What ImportCertificate keeps of its input. */
interface Imported {
  certificate: string
  privateKey: string
  chain: string | undefined
  names: string[]
  algorithm: KeyAlgorithm
}

interface Given {
  Certificate: Uint8Array
  PrivateKey: Uint8Array
  CertificateChain?: Uint8Array | undefined
}

const invalid = (message: string) => awsError('ValidationException', message)

/** The conditions of https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html */
export function checkedImport(
  { Certificate, PrivateKey, CertificateChain }: Given,
  now: Date,
): Imported {
  const certificate = Buffer.from(Certificate).toString('utf8')
  const privateKey = Buffer.from(PrivateKey).toString('utf8')
  const parsed = parseCertificate(certificate)
  const key = parseKey(privateKey)
  const algorithm = findKeyAlgorithm(parsed.publicKey)
  if (!algorithm) throw invalid('The certificate has a key that is not supported.')
  if (!parsed.checkPrivateKey(key))
    throw invalid('The private key does not match the public key of the certificate.')
  if (now < parsed.validFromDate || now >= parsed.validToDate)
    throw invalid('The certificate is not valid at this time.')
  const chain = CertificateChain && Buffer.from(CertificateChain).toString('utf8')
  if (chain !== undefined) checkChain(parsed, chain)
  return { certificate, privateKey, chain, names: namesOf(parsed), algorithm }
}

function parseCertificate(pem: string): X509Certificate {
  if (pem.split('-----BEGIN CERTIFICATE-----').length > 2)
    throw invalid('The certificate field contains more than one certificate.')
  try {
    return new X509Certificate(pem)
  } catch {
    throw invalid('The certificate is not in a valid PEM format.')
  }
}

function parseKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    throw invalid('Passed PEM was not a private key.')
  }
}

/** Each certificate of a chain has issued the one before it. */
function checkChain(certificate: X509Certificate, chain: string): void {
  const pems = chain.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
  const links = pems.map(parseCertificate)
  const isIssued = [certificate, ...links.slice(0, -1)].every((each, index) => {
    const issuer = links[index]
    return issuer !== undefined && each.checkIssued(issuer) && each.verify(issuer.publicKey)
  })
  if (!isIssued) throw invalid('Could not validate the certificate with the certificate chain.')
}

/** The subject's common name first. */
function namesOf({ subject, subjectAltName = '' }: X509Certificate): string[] {
  const common = /^CN=(.*)$/m.exec(subject)?.[1] ?? []
  const others = [...subjectAltName.matchAll(/DNS:([^,\s]+)/g)].map(([, name]) => name!)
  return [...new Set([common, others].flat())]
}
