import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { X509Certificate, type KeyObject } from 'node:crypto'
import { bits, der, integer, octets, oid, sequence, set, utcTime, utf8, yes } from './der.ts'

/** A certificate and its key, as TLS takes them. */
export interface Issued {
  cert: string
  key: string
}

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
const commonName = oid('550403')

const year = 365 * 24 * 3600 * 1000

/** Names of more than this do not fit a subject; who checks names looks at the alternatives. */
const maxCommonName = 64

/** The kind of key that a certificate is made for. */
export type KeyType = 'P-256' | 'P-384' | 'rsa-2048'

/** A certificate for these host names, made on the spot; self-signed without an issuer: https://www.rfc-editor.org/rfc/rfc5280 */
export function issueCertificate({
  names,
  now,
  issuer,
  keyType,
}: {
  names: string[]
  now: Date
  issuer?: Issued | undefined
  keyType?: KeyType
}): Issued {
  return issue({
    name: names[0]!,
    from: new Date(now.getTime() - year),
    to: new Date(now.getTime() + year),
    issuer,
    keyType,
    extensions: [
      extension('551d11', sequence(...names.map((name) => der(0x82, Buffer.from(name))))),
      extension('551d25', sequence(oid('2b06010505070301'))), // for TLS servers
    ],
  })
}

/** A certificate authority of one's own, for ten years. */
export const issueAuthority = (name: string, now: Date): Issued =>
  issue({
    name,
    from: now,
    to: new Date(now.getTime() + 10 * year),
    extensions: [
      extension('551d13', sequence(yes), yes), // an authority
      extension('551d0f', bits(Buffer.from([0x06]), 1), yes), // signs certificates and their revocation
    ],
  })

interface Issue {
  name: string
  from: Date
  to: Date
  extensions: Buffer[]
  issuer?: Issued | undefined
  keyType?: KeyType | undefined
}

const makeKeys = (keyType: KeyType) =>
  keyType === 'rsa-2048'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: keyType })

function issue({ name, from, to, extensions, issuer, keyType = 'P-256' }: Issue): Issued {
  const { privateKey, publicKey } = makeKeys(keyType)
  const signer = issuer?.key ?? privateKey
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    nameOf(issuer ? new X509Certificate(issuer.cert).subject.replace(/^CN=/, '') : name),
    sequence(utcTime(from), utcTime(to)),
    nameOf(name),
    spkiOf(publicKey),
    der(
      0xa3,
      sequence(
        ...extensions,
        extension('551d0e', octets(keyId(publicKey))),
        extension('551d23', sequence(der(0x80, keyId(createPublicKey(signer))))),
      ),
    ),
  )
  const certificate = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, signer)))
  const lines = certificate.toString('base64').match(/.{1,64}/g)!
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
}

const extension = (id: string, value: Buffer, critical?: Buffer) =>
  sequence(oid(id), ...(critical ? [critical] : []), octets(value))

const nameOf = (text: string) =>
  sequence(set(sequence(commonName, utf8(text.slice(0, maxCommonName)))))

const spkiOf = (key: KeyObject) => key.export({ type: 'spki', format: 'der' })

/** Tells keys apart; any hash will do. */
const keyId = (key: KeyObject) => createHash('sha256').update(spkiOf(key)).digest().subarray(0, 20)
